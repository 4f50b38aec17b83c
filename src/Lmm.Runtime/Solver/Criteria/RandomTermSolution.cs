namespace Lmm.Solver.Criteria;

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
