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
    /// 2^<see cref="ModeUnits"/>. Where the solver took columns for terms by themselves, variances alone: levels × k.
    /// </summary>
    public required double[] ModeCovariances { get; init; }

    /// <summary>The exponents of the units of the k modes; null for the data's own.</summary>
    public int[]? ModeUnits { get; init; }

    /// <summary>The conditional variance of an effect's mode at a level, in the square of its unit.</summary>
    public double ModeVariance(int level, int effect)
    {
        int k = Lambda.GetLength(0);
        int place = (level * k) + effect;
        return ModeCovariances[ModeCovariances.Length == Modes.Length ? place : (place * k) + effect];
    }

    /// <summary>One solution for the parts of a term, in the order of its columns.</summary>
    public static RandomTermSolution Join(RandomTermSolution[] parts)
    {
        if (parts.Length == 1)
        {
            return parts[0];
        }

        int k = parts.Sum(static part => part.Lambda.GetLength(0));
        int levels = parts[0].Modes.Length / parts[0].Lambda.GetLength(0);
        var lambda = new double[k, k];
        var modes = new double[levels * k];
        var variances = new double[levels * k];
        int first = 0;
        foreach (RandomTermSolution part in parts)
        {
            int own = part.Lambda.GetLength(0);
            for (int row = 0; row < own; row++)
            {
                for (int column = 0; column < own; column++)
                {
                    lambda[first + row, first + column] = part.Lambda[row, column];
                }

                for (int level = 0; level < levels; level++)
                {
                    modes[(level * k) + first + row] = part.Modes[(level * own) + row];
                    variances[(level * k) + first + row] = part.ModeVariance(level, row);
                }
            }

            first += own;
        }

        return new RandomTermSolution
        {
            Lambda = lambda,
            Modes = modes,
            ModeCovariances = variances,
            ModeUnits = [.. parts.SelectMany(static part => part.ModeUnits ?? new int[part.Lambda.GetLength(0)])],
        };
    }
}
