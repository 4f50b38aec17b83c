using Lmm.Crossing;
using Lmm.Solver.Expansion;

using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Influence;

/// <summary>The covariance matrices at fixed β and θ of all effects of a level of a grouping factor, those of several terms and of parts of terms together.</summary>
internal sealed class ModeCovariances
{
    private readonly ModeCovariance _modes;
    private readonly RandomTermLayout[] _parts;
    private readonly double _variance;
    private readonly int[] _units;
    private readonly Matrix<double> _map;

    /// <summary>Takes the effects of some terms.</summary>
    /// <param name="rows">The fit.</param>
    /// <param name="products">The cross-products of the fit.</param>
    /// <param name="terms">The terms on the factor, in the formula's order.</param>
    public ModeCovariances(EstimatedRows rows, CrossProducts products, int[] terms)
    {
        _modes = rows.Effects!.Modes;
        _variance = rows.Variance;
        _parts = [.. products.Terms.Where(part => terms.Contains(part.Term)).OrderBy(part => Array.IndexOf(terms, part.Term)).ThenBy(static part => part.FirstColumn)];
        _units = [.. _parts.SelectMany(part => products.Units.Of(part.Term, part.FirstColumn, part.EffectCount)).Select(unit => rows.Estimation.ResponseUnit - unit)];
        _map = Matrix<double>.Build.Dense(_units.Length, _units.Length);
        int first = 0;
        foreach (RandomTermLayout part in _parts)
        {
            _map.SetSubMatrix(first, first, Matrix<double>.Build.DenseOfArray(part.Basis.FromData));
            first += part.EffectCount;
        }
    }

    /// <summary>The covariance matrix of the effects of a level, in the order of terms and columns, on the data's scale.</summary>
    public double[,] Of(int level)
    {
        (int Factor, int Effect)[] places = [.. _parts.SelectMany(static part => Enumerable.Range(0, part.EffectCount).Select(effect => (part.Factor, part.Offset + effect)))];
        Matrix<double> working = Matrix<double>.Build.Dense(places.Length, places.Length, (row, column) => Entry(level, places[row], places[column]));
        Matrix<double> data = _map * working * _map.Transpose() * _variance;
        return data.MapIndexed((row, column, value) => Math.ScaleB(value, _units[row] + _units[column])).ToArray();
    }

    private double Entry(int level, (int Factor, int Effect) first, (int Factor, int Effect) second)
    {
        HeadLevels? one = Array.Find(_modes.Heads, head => head.Index == first.Factor);
        HeadLevels? two = Array.Find(_modes.Heads, head => head.Index == second.Factor);
        if (one is null && two is null)
        {
            return _modes.Tail.Modes.Row(Place(first, level), _modes.Tail.Order)[Place(second, level)];
        }

        if (one is not null && two is not null)
        {
            return one == two ? OfHead(one, level, first.Effect, second.Effect) : 0;
        }

        return one is null ? OfHeadAndTail(two!, level, second.Effect, Place(first, level)) : OfHeadAndTail(one, level, first.Effect, Place(second, level));
    }

    private int Place((int Factor, int Effect) effect, int level)
        => _modes.Tail.Offsets[effect.Factor] + _modes.Row(effect.Factor, level, effect.Effect) - _modes.Row(effect.Factor, 0, 0);

    // K + EMEᵀ.
    private double OfHead(HeadLevels head, int level, int row, int column)
    {
        int k = head.EffectCount;
        double[] losses = Losses(head, level);
        ReadOnlySpan<int> columns = head.Columns(level);
        double sum = head.Covariance[(((level * k) + row) * k) + column];
        for (int index = 0; index < columns.Length; index++)
        {
            sum -= losses[(row * columns.Length) + index] * OfHeadAndTail(head, level, column, columns[index]);
        }

        return sum;
    }

    // −EM.
    private double OfHeadAndTail(HeadLevels head, int level, int effect, int place)
    {
        double[] losses = Losses(head, level);
        ReadOnlySpan<int> columns = head.Columns(level);
        ReadOnlySpan<double> modes = _modes.Tail.Modes.Row(place, _modes.Tail.Order);
        double sum = 0;
        for (int index = 0; index < columns.Length; index++)
        {
            sum -= losses[(effect * columns.Length) + index] * modes[columns[index]];
        }

        return sum;
    }

    private static double[] Losses(HeadLevels head, int level)
    {
        var losses = new double[head.EffectCount * head.Columns(level).Length];
        ModeCovariance.AddLosses(head, level, losses);
        return losses;
    }
}
