namespace Lmm.LeastSquares;

/// <summary>The solution of a weighted least-squares problem with p columns.</summary>
internal sealed class LeastSquaresSolution
{
    /// <summary>β̂, one per column; NaN for a column that is not estimable.</summary>
    public required double[] Coefficients { get; init; }

    /// <summary>σ̂²(XᵀWX)⁻¹, p × p; NaN in the rows and columns that are not estimable.</summary>
    public required double[,] CoefficientCovariance { get; init; }

    /// <summary>√w (y − ŷ), one per row.</summary>
    public required double[] WeightedResiduals { get; init; }

    /// <summary>The number of estimable coefficients.</summary>
    public required int Rank { get; init; }

    /// <summary>The number of rows of positive weight.</summary>
    public required int ObservationCount { get; init; }

    /// <summary>Σ w (y − offset)².</summary>
    public required double ResponseSumOfSquares { get; init; }

    /// <summary>Σ w (y − ŷ)².</summary>
    public required double ResidualSumOfSquares { get; init; }

    /// <summary>Rows of positive weight less rank.</summary>
    public int ResidualDegreesOfFreedom => ObservationCount - Rank;

    /// <summary>σ̂ = √(residual sum of squares / residual degrees of freedom).</summary>
    public double Sigma => Math.Sqrt(ResidualSumOfSquares / ResidualDegreesOfFreedom);

    /// <summary>ŷ, offset included: the response less the residual, or offset + Xβ̂ where the weight is zero.</summary>
    public double[] FittedValues(ModelDesign design)
    {
        double[] fitted = new double[WeightedResiduals.Length];
        for (int i = 0; i < fitted.Length; i++)
        {
            double weight = design.Weights?[i] ?? 1;
            fitted[i] = weight > 0 ? design.Response.Values[i] - (WeightedResiduals[i] / Math.Sqrt(weight)) : LinearPredictor(design, i);
        }

        return fitted;
    }

    private double LinearPredictor(ModelDesign design, int row)
    {
        double sum = design.Offset?[row] ?? 0;
        for (int j = 0; j < Coefficients.Length; j++)
        {
            sum += double.IsNaN(Coefficients[j]) ? 0 : Coefficients[j] * design.FixedEffects.Columns[j][row];
        }

        return sum;
    }
}
