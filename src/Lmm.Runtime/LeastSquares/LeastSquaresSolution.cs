using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Design;

namespace Lmm.LeastSquares;

/// <summary>The solution of a weighted least-squares problem with p columns.</summary>
internal sealed class LeastSquaresSolution
{
    /// <summary>The rows that were fitted, in the units of <see cref="WeightedResiduals"/>; null for a solution that was loaded.</summary>
    public required EstimationDesign? Rows { get; init; }

    /// <summary>The rows that were fitted.</summary>
    /// <exception cref="InvalidOperationException">The solution was loaded.</exception>
    public EstimationDesign Estimation => Rows ?? throw new InvalidOperationException("The solution has no rows.");

    /// <summary>The units that it was computed in.</summary>
    public required FitUnits Units { get; init; }

    /// <summary>n, the number of rows that were fitted.</summary>
    public required int ObservationCount { get; init; }

    /// <summary>Σ log w over the rows that were fitted, w in the solver's units.</summary>
    public required double LogWeightSum { get; init; }

    /// <summary>β̂, one per column; NaN for a column that is not estimable.</summary>
    public required double[] Coefficients { get; init; }

    /// <summary>σ̂²(XᵀWX)⁻¹, p × p; NaN in the rows and columns that are not estimable.</summary>
    public required UnitCovariance CoefficientCovariance { get; init; }

    /// <summary>√w (y − ŷ), one per row that was fitted, in units of 2^<see cref="ResidualUnit"/>; none of a solution that was loaded.</summary>
    public required double[] WeightedResiduals { get; init; }

    /// <summary>The number of estimable coefficients.</summary>
    public required int Rank { get; init; }

    /// <summary>‖y − offset‖ + Σ |γ̂| ‖c‖, all weighted, in units of 2^<see cref="ResidualUnit"/>, with the working columns c and their coefficients γ̂: the size of the numbers whose rounding the residuals carry.</summary>
    public required double Magnitude { get; init; }

    /// <summary>Σ w (y − ŷ)², in squares of 2^<see cref="ResidualUnit"/>.</summary>
    public required double ResidualSumOfSquares { get; init; }

    /// <summary>The exponent of the unit of weighted residuals.</summary>
    public int ResidualUnit => Units.Response + Units.Design.RootWeight;

    /// <summary>Rows less rank.</summary>
    public int ResidualDegreesOfFreedom => ObservationCount - Rank;

    /// <summary>σ̂ = √(residual sum of squares / residual degrees of freedom).</summary>
    public double Sigma => Math.ScaleB(Math.Sqrt(ResidualSumOfSquares / ResidualDegreesOfFreedom), ResidualUnit);

    /// <summary>
    /// ŷ, offset included, one per row of the whole design: the response less the residual, and offset + Xβ̂ where a weight of zero tells
    /// nothing of the residual.
    /// </summary>
    public double[] FittedValues(ModelDesign design)
    {
        double[] fitted = design.ObservedRows is null ? new double[design.Rows.RowCount] : LinearPredictor.OfFixedEffects(design, Coefficients);
        double[]? weights = Estimation.Design.Weights;
        for (int i = 0; i < WeightedResiduals.Length; i++)
        {
            int row = Estimation.Rows?[i] ?? i;
            double root = weights is null ? 1 : Math.Sqrt(weights[i]);
            double residual = root > 0 ? WeightedResiduals[i] / root : 0;
            fitted[row] = design.Response.Values[row] - Math.ScaleB(residual, Estimation.ResponseUnit);
        }

        return fitted;
    }
}
