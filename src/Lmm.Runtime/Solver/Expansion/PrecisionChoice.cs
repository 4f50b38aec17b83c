using Lmm.Kernels;
using Lmm.Solver.Blocks;

namespace Lmm.Solver.Expansion;

/// <summary>Chooses in which form ZᵀH⁻¹Z is had.</summary>
internal static class PrecisionChoice
{
    /// <summary>So many multiplications take as long as what goes with the products of matrices: copies, and steps level by level.</summary>
    private const double Steps = 1e6;

    /// <summary>How much longer a multiplication takes here than in a factorisation, where it is less often to and from memory.</summary>
    private const double Slowness = 1.25;

    /// <summary>The form that takes the least time.</summary>
    public static EffectPrecision For(CrossProducts products, CovarianceEntries entries, Workers workers)
    {
        int[] heads = HeadedPrecision.HeadsOf(products);
        return WholePrecision.Fits(products, heads) && WholePrecision.Operations(products, heads[0]) < HeadedPrecision.Operations(products, entries, heads)
            ? new WholePrecision(products, entries, heads[0], workers)
            : new HeadedPrecision(products, entries, heads, workers);
    }

    /// <summary>
    /// How many evaluations with gradient, by blocks in that order, take as long as a Hessian by the whole matrix; infinite where there is no such matrix, or where
    /// evaluations take next to no time.
    /// </summary>
    public static double Evaluations(CrossProducts products, BlockOrder order)
        => order.TailColumns > 0 && WholePrecision.Fits(products, order.Heads)
            ? ((Slowness * WholePrecision.Operations(products, order.Heads[0])) + Steps) / order.EvaluationOperations(products)
            : double.PositiveInfinity;
}
