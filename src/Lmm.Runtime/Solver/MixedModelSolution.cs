using Lmm.Coordinates;
using Lmm.Solver.Criteria;

namespace Lmm.Solver;

/// <summary>What the solver hands to the results: the optimum of one linear mixed model, on the data's own scale.</summary>
internal sealed class MixedModelSolution
{
    /// <summary>θ: for each random term in the formula's order its free elements of the relative covariance factor, lower triangle column by column (diagonal only when the structure is diagonal); diagonal elements are not negative.</summary>
    public required double[] Theta { get; init; }

    /// <summary>The profiled deviance (−2 log-likelihood) or REML criterion at the optimum, constants included, as lme4 reports it.</summary>
    public required double Objective { get; init; }

    /// <summary>−2 log-likelihood at this θ, β and σ profiled out: the objective itself for maximum likelihood.</summary>
    public required double Deviance { get; init; }

    /// <summary>log|L|², the logarithm of the determinant of ΛᵀZᵀWZΛ + I.</summary>
    public required double LogDeterminant { get; init; }

    /// <summary>log|R_X|², X on the scale of the data and the weights as they are: minus the logarithm of the determinant of β̂'s covariance matrix over σ².</summary>
    public required double FixedLogDeterminant { get; init; }

    /// <summary>The way back to the criterion at the optimum.</summary>
    public required Optimum Optimum { get; init; }

    /// <summary>The units that it was computed in.</summary>
    public required FitUnits Units { get; init; }

    /// <summary>The root mean square of the response less its offset, as it was fitted.</summary>
    public required double ResponseSize { get; init; }

    /// <summary>β̂, one per column of X; NaN for a column that is not estimable.</summary>
    public required double[] Beta { get; init; }

    /// <summary>The covariance matrix of β̂, p × p; NaN in the rows and columns that are not estimable.</summary>
    public required UnitCovariance CoefficientCovariance { get; init; }

    /// <summary>The covariance matrix of β̂ on the data's scale.</summary>
    public double[,] BetaCovariance => CoefficientCovariance.OnDataScale();

    /// <summary>The rank of X.</summary>
    public required int Rank { get; init; }

    /// <summary>σ̂, the residual standard deviation, in units of the response.</summary>
    public required double Sigma { get; init; }

    /// <summary>The penalised weighted residual sum of squares r², in squares of 2^<see cref="ResidualUnit"/>.</summary>
    public required double PenalizedResidualSumOfSquares { get; init; }

    /// <summary>The exponent of the unit of weighted residuals.</summary>
    public int ResidualUnit { get; init; }

    /// <summary>For each random term in the formula's order, its part of the solution.</summary>
    public required RandomTermSolution[] RandomTerms { get; init; }

    /// <summary>How the optimizer ended.</summary>
    public required Convergence Convergence { get; init; }
}
