using Lmm.Crossing;
using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>Solves designs as a fit does: by their cross-products, with the rows at hand.</summary>
internal static class DesignSolver
{
    public static MixedModelSolution Solve(ModelDesign design, Estimation estimation, FitOptions options, CancellationToken cancellationToken)
    {
        EstimationDesign estimated = EstimationDesign.Of(design, cancellationToken);
        return MixedModelSolver.Solve(CrossProducts.Form(estimated, options, cancellationToken), estimation, options, cancellationToken, new LevelRows(estimated.Design));
    }

    public static MixedModelSolution Solve(CrossProducts products, Estimation estimation, FitOptions options, CancellationToken cancellationToken)
        => MixedModelSolver.Solve(products, estimation, options, cancellationToken);
}
