namespace Lmm.Solver;

/// <summary>Finds the maximum-likelihood or REML estimates of a linear mixed model.</summary>
internal static class MixedModelSolver
{
    /// <summary>Fits the model to its design.</summary>
    public static MixedModelSolution Solve(ModelDesign design, Estimation estimation, FitOptions options, CancellationToken cancellationToken)
        => throw new InvalidOperationException($"{design}{estimation}{options}{cancellationToken}");
}
