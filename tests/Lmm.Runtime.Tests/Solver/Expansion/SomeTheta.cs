using Lmm.Solver.Criteria;

namespace Lmm.Tests.Solver.Expansion;

/// <summary>Some θ to differentiate at.</summary>
internal static class SomeTheta
{
    /// <summary>Fixed random numbers; of a singular Λ the first parameter of every second term is zero.</summary>
    public static double[] Of(ProfiledCriterion criterion, bool isSingular)
    {
        var random = new Random(3);
        double[] theta = [.. Enumerable.Range(0, criterion.ParameterCount).Select(_ => 0.3 + (0.5 * random.NextDouble()))];
        for (int term = 0; isSingular && term < criterion.Layout.TermCount; term += 2)
        {
            theta[criterion.Layout[term].Start] = 0;
        }

        return theta;
    }
}
