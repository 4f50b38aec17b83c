using Lmm.LeastSquares;
using Lmm.Options;
using Lmm.Telemetry;

namespace Lmm;

/// <summary>Fits ordinary linear models.</summary>
public static class LinearModel
{
    // Residuals this small beside the numbers that they are differences of, four spacings of doubles, are rounding error.
    private const double PerfectFit = 4 * 2.220446049250313e-16;

    /// <summary>Fits an ordinary linear model to a design without random-effects terms, by (weighted) least squares.</summary>
    /// <exception cref="ModelException">The design cannot be fitted.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static LinearModelFit Fit(ModelDesign design, FitOptions? options = null, CancellationToken cancellationToken = default)
        => Fit(design, options, progress: null, cancellationToken);

    /// <summary>Fits an ordinary linear model to a design, and tells when it begins.</summary>
    /// <param name="design">The design.</param>
    /// <param name="options">Threads; null for the defaults.</param>
    /// <param name="progress">Told of the stage, on the thread that fits; null for no reports.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="ModelException">The design cannot be fitted.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    internal static LinearModelFit Fit(ModelDesign design, FitOptions? options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(design);
        design.RefuseIfWithoutResponse();
        if (design.RandomTerms.Length > 0)
        {
            throw new ModelException(design.Rows.ModelName, LmmErrorCode.WrongKindOfModel, "the formula has random-effects terms; fit it with LinearMixedModel.Fit.");
        }

        using FitRecording recording = FitRecording.Begin(design.Shape, "linear");
        try
        {
            progress?.Report(new FitProgress(FitStage.LeastSquares));
            LinearModelFit fit = Solve(design, options ?? FitOptions.Default, cancellationToken);
            recording.End(FitOutcome.Converged, evaluations: 0);
            return fit;
        }
        catch (Exception fault)
        {
            recording.Fail(fault);
            throw;
        }
    }

    private static LinearModelFit Solve(ModelDesign design, FitOptions options, CancellationToken cancellationToken)
    {
        string model = design.Rows.ModelName;
        LeastSquaresSolution solution = LeastSquaresProblem.Solve(design, options, cancellationToken);
        if (solution.ResidualDegreesOfFreedom <= 0)
        {
            throw new ModelException(model, LmmErrorCode.NotEnoughRows, FitOutcomeText.NoResidualDegreesOfFreedom(design.ObservationCount, solution.Rank));
        }

        if (Math.Sqrt(solution.ResidualSumOfSquares) > PerfectFit * solution.Magnitude)
        {
            return new LinearModelFit(design, solution);
        }

        solution.Estimation.RefuseDominantWeight();
        throw new ModelException(model, LmmErrorCode.PerfectFit, $"the fixed effects explain the response '{design.Response.Name}' perfectly, so there is no residual variance to estimate; take out of the formula what the response was computed from.");
    }
}
