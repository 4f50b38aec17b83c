namespace Lmm.Solver.Sparse;

/// <summary>What a sparse factorisation has been solved to.</summary>
/// <param name="Lambda">Λ by grouping factor.</param>
/// <param name="Solution">u in the order of elimination, then β.</param>
/// <param name="Residuals">v = Zᵀe by grouping factor, levels × k.</param>
/// <param name="FixedEffects">β.</param>
/// <param name="FixedEffectsCovariance">The covariance matrix of β over σ², rank × rank, row by row.</param>
/// <param name="WithFixedEffects">Whether the uncertainty of β counts, as it does for REML.</param>
internal sealed record SparseEstimates(
    double[][] Lambda, double[] Solution, double[][] Residuals, double[] FixedEffects, double[] FixedEffectsCovariance, bool WithFixedEffects);
