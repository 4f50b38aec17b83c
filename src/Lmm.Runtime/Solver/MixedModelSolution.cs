using Lmm.Coordinates;

namespace Lmm.Solver;

/// <summary>What the solver hands to the results: the optimum of one linear mixed model, on the data's own scale.</summary>
internal sealed class MixedModelSolution
{
    /// <summary>θ: for each random term in the formula's order its free elements of the relative covariance factor, lower triangle column by column (diagonal only when the structure is diagonal); diagonal elements are not negative.</summary>
    public required double[] Theta { get; init; }

    /// <summary>The profiled deviance (−2 log-likelihood) or REML criterion at the optimum, constants included, as lme4 reports it.</summary>
    public required double Objective { get; init; }

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

/// <summary>One random term's part of a solution, k effects per level.</summary>
internal sealed class RandomTermSolution
{
    /// <summary>The relative covariance factor Λ of one level, k × k, lower triangular; the covariance matrix is σ² Λ Λᵀ.</summary>
    public required double[,] Lambda { get; init; }

    /// <summary>The conditional modes b = Λu on the data's scale, levels × k, row by row.</summary>
    public required double[] Modes { get; init; }

    /// <summary>
    /// The conditional covariance matrices σ² Λ Ω⁻¹ Λᵀ of the modes at fixed θ and β, levels × k × k, row by row, of modes in units of
    /// 2^<see cref="ModeUnits"/>.
    /// </summary>
    public required double[] ModeCovariances { get; init; }

    /// <summary>The exponents of the units of the k modes; null for the data's own.</summary>
    public int[]? ModeUnits { get; init; }
}
