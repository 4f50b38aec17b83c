using Lmm.Solver;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>Lmm's own criterion at a θ that somebody else found.</summary>
internal static class CriterionAt
{
    /// <summary>Evaluates the criterion.</summary>
    /// <param name="design">The design.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="theta">θ in the order of <see cref="LinearMixedModelFit.Theta"/>, on the data's scale.</param>
    public static double Evaluate(ModelDesign design, Estimation estimation, double[] theta)
    {
        CrossProducts products = CrossProducts.Form(design, MixedFit.Options);
        var criterion = new ProfiledCriterion(products, estimation, new Workers(1, CancellationToken.None));
        var working = new double[theta.Length];
        int at = 0;
        for (int index = 0; index < products.Terms.Length; index++)
        {
            var term = new TermSolution(products, criterion, index);
            int count = term.Theta.Length;
            term.ToWorking(theta.AsSpan(at, count), working.AsSpan(at, count));
            at += count;
        }

        return criterion.Value(working);
    }
}
