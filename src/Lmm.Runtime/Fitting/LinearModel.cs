using Lmm.LeastSquares;
using Lmm.Options;

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
    {
        ArgumentNullException.ThrowIfNull(design);
        design.RefuseIfWithoutResponse();
        string model = design.Rows.ModelName;
        if (design.RandomTerms.Length > 0)
        {
            throw new ModelException(model, LmmErrorCode.WrongKindOfModel, "the formula has random-effects terms; fit it with LinearMixedModel.Fit.");
        }

        LeastSquaresSolution solution = LeastSquaresProblem.Solve(design, options ?? FitOptions.Default, cancellationToken);
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
