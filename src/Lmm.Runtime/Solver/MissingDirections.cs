namespace Lmm.Solver;

/// <summary>
/// What a singular covariance matrix lacks: effects without variance, and directions of the others, each divided by its standard deviation, in which
/// there is none. So neither the units of covariates nor their sizes matter.
/// </summary>
internal sealed class MissingDirections
{
    /// <summary>Coefficients below it are rounding.</summary>
    private const double Negligible = 1e-6;

    /// <summary>Coefficients below it are left out of a direction if …</summary>
    private const double Small = 0.05;

    /// <summary>… what is left has no more variance than this, where each effect has 1.</summary>
    private const double NearlyNone = 1e-3;

    private readonly double[,] _lambda;
    private readonly double[] _deviations;

    /// <summary>Reads Λ.</summary>
    /// <param name="lambda">The canonical Λ, k × k, in which a pivot of zero marks an effect that the ones before it determine.</param>
    public MissingDirections(double[,] lambda)
    {
        _lambda = lambda;
        EffectCount = lambda.GetLength(0);
        _deviations = new double[EffectCount];
        for (int effect = 0; effect < EffectCount; effect++)
        {
            double sum = 0;
            for (int column = 0; column <= effect; column++)
            {
                sum = double.Hypot(sum, lambda[effect, column]);
            }

            _deviations[effect] = sum;
            Rank += lambda[effect, effect] == 0 ? 0 : 1;
        }

        WithoutVariance = [.. Enumerable.Range(0, EffectCount).Where(effect => _deviations[effect] == 0)];
        Exact = [.. NullSpace()];
        Readable = Array.ConvertAll(Exact, Sparse);
    }

    /// <summary>k.</summary>
    public int EffectCount { get; }

    /// <summary>The rank of the covariance matrix.</summary>
    public int Rank { get; }

    /// <summary>The effects whose variance is zero, ascending.</summary>
    public int[] WithoutVariance { get; }

    /// <summary>A basis of the directions of the other effects without variance: unit vectors of k coefficients, of which at most rank + 1 are not zero.</summary>
    public double[][] Exact { get; }

    /// <summary>The same without the small coefficients that hardly matter: unit vectors with a variance of at most 0.001.</summary>
    public double[][] Readable { get; }

    /// <summary>The variance of a direction of effects, each divided by its standard deviation.</summary>
    public double Variance(ReadOnlySpan<double> direction)
    {
        double variance = 0;
        for (int column = 0; column < EffectCount; column++)
        {
            double sum = 0;
            for (int effect = column; effect < EffectCount; effect++)
            {
                sum += direction[effect] == 0 ? 0 : direction[effect] * (_lambda[effect, column] / _deviations[effect]);
            }

            variance += sum * sum;
        }

        return variance;
    }

    // Each effect that is no pivot of the reduced echelon form is a combination of those that are.
    private IEnumerable<double[]> NullSpace()
    {
        int[] effects = [.. Enumerable.Range(0, EffectCount).Where(effect => _deviations[effect] > 0)];
        if (effects.Length == Rank)
        {
            yield break;
        }

        double[,] echelon = new double[EffectCount, effects.Length];
        for (int row = 0; row < EffectCount; row++)
        {
            for (int column = 0; column < effects.Length; column++)
            {
                echelon[row, column] = _lambda[effects[column], row] / _deviations[effects[column]];
            }
        }

        int[] pivots = ReducedEchelon.Reduce(echelon, Rank);
        for (int column = 0; column < effects.Length; column++)
        {
            if (pivots.Contains(column))
            {
                continue;
            }

            double[] direction = new double[EffectCount];
            direction[effects[column]] = 1;
            for (int row = 0; row < Rank; row++)
            {
                double coefficient = echelon[row, column];
                direction[effects[pivots[row]]] = Math.Abs(coefficient) > Negligible ? -coefficient : 0;
            }

            yield return Unit(direction);
        }
    }

    private double[] Sparse(double[] direction)
    {
        double[] kept = direction;
        double[] trial = (double[])direction.Clone();
        foreach (int effect in Enumerable.Range(0, EffectCount).Where(effect => direction[effect] != 0 && Math.Abs(direction[effect]) < Small).OrderBy(effect => Math.Abs(direction[effect])))
        {
            trial[effect] = 0;
            double[] unit = Unit(trial);
            if (Variance(unit) > NearlyNone)
            {
                break;
            }

            kept = unit;
        }

        return kept;
    }

    private static double[] Unit(double[] direction)
    {
        double length = Math.Sqrt(direction.Sum(static coefficient => coefficient * coefficient));
        return Array.ConvertAll(direction, coefficient => coefficient / length);
    }
}
