using Lmm.Kernels;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;

namespace Lmm.Solver.Information;

/// <summary>
/// The covariance matrix of (β̂ − β, b̂ − b) over σ² at the fitted θ, the inverse of Henderson's mixed-model matrix, asked for by functions x'β + z'b. With
/// K, B and M as <see cref="ModeCovariance"/> has them the modes alone have z'Qz = Σ z'Kz + s'Ms, s = t − ΣBᵀKz; the coefficients add dᵀCd with
/// C = (XᵀH⁻¹X)⁻¹ and d = x − XᵀWZMz. Nothing is subtracted that could cancel, and nothing is of the order of the rows.
/// </summary>
/// <remarks>Source: Henderson, Biometrics 31, 1975.</remarks>
internal sealed class JointCovariance
{
    private readonly ModeCovariance _modes;
    private readonly double[] _coefficients;

    private JointCovariance(ProfiledCriterion criterion, Workers workers)
    {
        _modes = new ModeCovariance(criterion.Products, criterion.Lambda, workers);
        _coefficients = criterion.Estimates.FixedEffectsCovariance.ToArray();
    }

    /// <summary>
    /// The covariance at an optimum; null where factors cross that are too large for dense matrices, or lie so far apart that cross-products have too few digits for them.
    /// </summary>
    public static JointCovariance? At(Optimum optimum, Workers workers)
        => (optimum.IsFromRows && optimum.Products.Pairs.Length > 0) || !HeadedPrecision.IsAffordable(optimum.Products)
            ? null
            : new JointCovariance(optimum.Criterion(workers), workers);

    /// <summary>The variance over σ² of a function x'β of the coefficients.</summary>
    /// <param name="fixedEffects">x in working columns.</param>
    public double OfCoefficients(ReadOnlySpan<double> fixedEffects)
    {
        int rank = fixedEffects.Length;
        double variance = 0;
        for (int row = 0; row < rank; row++)
        {
            variance += fixedEffects[row] * VectorProducts.Dot(_coefficients.AsSpan(row * rank, rank), fixedEffects);
        }

        return Math.Max(0, variance);
    }

    /// <summary>The variance over σ² of z'(b̂ − b) where β is known.</summary>
    /// <param name="levels">z, by the levels that it is of.</param>
    public double OfModes(IReadOnlyList<LevelFunction> levels)
    {
        double variance = 0;
        Dictionary<int, double> tail = [];
        foreach (LevelFunction level in levels)
        {
            HeadLevels? head = Array.Find(_modes.Heads, own => own.Index == level.Factor);
            if (head is null)
            {
                int first = _modes.Tail.Offsets[level.Factor] + (level.Level * level.Effects.Length);
                for (int effect = 0; effect < level.Effects.Length; effect++)
                {
                    AddTo(tail, first + effect, level.Effects[effect]);
                }
            }
            else
            {
                variance += OfHead(head, level, tail);
            }
        }

        foreach ((int row, double left) in tail)
        {
            foreach ((int column, double right) in tail)
            {
                variance += left * right * _modes.Tail.Modes.Row(row, _modes.Tail.Order)[column];
            }
        }

        return variance;
    }

    /// <summary>The variance over σ² of x'(β̂ − β) + z'(b̂ − b).</summary>
    /// <param name="fixedEffects">x in working columns.</param>
    /// <param name="levels">z, by the levels that it is of.</param>
    public double Of(ReadOnlySpan<double> fixedEffects, IReadOnlyList<LevelFunction> levels)
    {
        double[] rest = fixedEffects.ToArray();
        foreach (LevelFunction level in levels)
        {
            for (int effect = 0; effect < level.Effects.Length; effect++)
            {
                int row = _modes.Row(level.Factor, level.Level, effect);
                VectorProducts.Add(-level.Effects[effect], _modes.DataModes.AsSpan(row * _modes.DataCount, rest.Length), rest);
            }
        }

        return OfModes(levels) + OfCoefficients(rest);
    }

    // z'Kz, and −BᵀKz for the tail.
    private static double OfHead(HeadLevels head, LevelFunction level, Dictionary<int, double> tail)
    {
        int k = head.EffectCount;
        ReadOnlySpan<double> covariance = head.Covariance.AsSpan(level.Level * k * k, k * k);
        ReadOnlySpan<int> columns = head.Columns(level.Level);
        ReadOnlySpan<double> panel = head.Panel(level.Level);
        double variance = 0;
        for (int row = 0; row < k; row++)
        {
            double weight = VectorProducts.Dot(covariance.Slice(row * k, k), level.Effects);
            variance += weight * level.Effects[row];
            for (int column = 0; column < columns.Length; column++)
            {
                AddTo(tail, columns[column], -weight * panel[(row * columns.Length) + column]);
            }
        }

        return variance;
    }

    private static void AddTo(Dictionary<int, double> vector, int place, double value)
        => vector[place] = vector.GetValueOrDefault(place) + value;
}

/// <summary>A function of the effects of one level of a grouping factor.</summary>
/// <param name="Factor">The index of the factor.</param>
/// <param name="Level">The level.</param>
/// <param name="Effects">One number per effect of the factor, in working columns.</param>
internal sealed record LevelFunction(int Factor, int Level, double[] Effects);
