namespace Lmm.LeastSquares;

/// <summary>The solution of a weighted least-squares problem with p columns.</summary>
internal sealed class LeastSquaresSolution
{
    /// <summary>β̂, one per column; NaN for a column that is not estimable.</summary>
    public required double[] Coefficients { get; init; }

    /// <summary>The standard errors of β̂, one per column; NaN for a column that is not estimable. They neither overflow nor underflow where their squares would.</summary>
    public required double[] StandardErrors { get; init; }

    /// <summary>σ̂²(XᵀWX)⁻¹, p × p; NaN in the rows and columns that are not estimable.</summary>
    public required double[,] CoefficientCovariance { get; init; }

    /// <summary>√w (y − ŷ), one per row.</summary>
    public required double[] WeightedResiduals { get; init; }

    /// <summary>The number of estimable coefficients.</summary>
    public required int Rank { get; init; }

    /// <summary>‖y − offset‖ + Σ |γ̂| ‖c‖, all weighted, with the working columns c and their coefficients γ̂: the size of the numbers whose rounding the residuals carry.</summary>
    public required double Magnitude { get; init; }

    /// <summary>Σ w (y − ŷ)².</summary>
    public required double ResidualSumOfSquares { get; init; }

    /// <summary>Rows less rank.</summary>
    public int ResidualDegreesOfFreedom => WeightedResiduals.Length - Rank;

    /// <summary>σ̂ = √(residual sum of squares / residual degrees of freedom).</summary>
    public double Sigma => Math.Sqrt(ResidualSumOfSquares / ResidualDegreesOfFreedom);

    /// <summary>ŷ, offset included: the response less the residual.</summary>
    public double[] FittedValues(ModelDesign design)
    {
        double[] fitted = new double[WeightedResiduals.Length];
        for (int i = 0; i < fitted.Length; i++)
        {
            double root = design.Weights is { } weights ? Math.Sqrt(weights[i]) : 1;
            fitted[i] = design.Response.Values[i] - (WeightedResiduals[i] / root);
        }

        return fitted;
    }
}
