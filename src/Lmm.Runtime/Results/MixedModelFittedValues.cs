using Lmm.Design;
using Lmm.Solver;

namespace Lmm.Results;

/// <summary>The fitted values of a mixed model.</summary>
internal static class MixedModelFittedValues
{
    /// <summary>Offset + Xβ̂ + Zb, b the conditional modes; one per row.</summary>
    public static double[] Compute(ModelDesign design, MixedModelSolution solution)
    {
        double[] fitted = LinearPredictor.OfFixedEffects(design, solution.Beta);
        for (int term = 0; term < design.RandomTerms.Length; term++)
        {
            LinearPredictor.AddRandomEffects(fitted, design.RandomTerms[term], solution.RandomTerms[term].Modes);
        }

        return fitted;
    }
}
