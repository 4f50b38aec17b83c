using Lmm.Coordinates;
using Lmm.Kernels;

namespace Lmm.Influence;

/// <summary>Reads some rows at a time: those of X and Z in working coordinates. It serves one thread.</summary>
internal sealed class WorkingRowReader
{
    private readonly EstimatedRows _rows;
    private readonly ColumnBlock _fixed;
    private readonly ColumnBlock[][] _effects;
    private readonly int _rank;
    private int[] _order = [];
    private double[] _x = [];
    private readonly double[][] _z;

    /// <summary>Makes a reader.</summary>
    public WorkingRowReader(EstimatedRows rows)
    {
        _rows = rows;
        _rank = rows.Rank;
        _fixed = new ColumnBlock(rows.Estimation.Design.FixedEffects.Columns, rows.Coordinates.Basis);
        _effects = rows.Effects?.Columns() ?? [];
        _z = [.. _effects.Select(static _ => Array.Empty<double>())];
    }

    /// <summary>The number of grouping factors.</summary>
    public int FactorCount => _effects.Length;

    /// <summary>The number of a row that was read.</summary>
    public int Row(int index) => _order[index];

    /// <summary>The level of a factor in a row that was read; −1 for none.</summary>
    public int Level(int factor, int index) => _rows.Effects!.Codes[factor][_order[index]];

    /// <summary>The row of X.</summary>
    public ReadOnlySpan<double> FixedEffects(int index) => _x.AsSpan(index * _rank, _rank);

    /// <summary>The row of Z within the level of a factor.</summary>
    public ReadOnlySpan<double> Effects(int factor, int index)
    {
        int width = _rows.Effects!.Widths[factor];
        return _z[factor].AsSpan(index * width, width);
    }

    /// <summary>√w of a row that was read.</summary>
    public double RootWeight(int index) => _rows.Estimation.Design.Weights is { } weights ? Math.Sqrt(weights[_order[index]]) : 1;

    /// <summary>Reads rows.</summary>
    public void Read(ReadOnlySpan<int> rows)
    {
        if (_order.Length < rows.Length)
        {
            _order = new int[rows.Length];
            _x = new double[rows.Length * _rank];
            for (int factor = 0; factor < _z.Length; factor++)
            {
                _z[factor] = new double[rows.Length * _rows.Effects!.Widths[factor]];
            }
        }

        rows.CopyTo(_order);
        _fixed.Write(_order, 0, rows.Length, _x, _rank);
        for (int factor = 0; factor < _effects.Length; factor++)
        {
            int at = 0;
            foreach (ColumnBlock block in _effects[factor])
            {
                block.Write(_order, 0, rows.Length, _z[factor].AsSpan(at), _rows.Effects!.Widths[factor]);
                at += block.Count;
            }
        }
    }

    /// <summary>Writes √w (x − zMZᵀWX), a row of W^½ times what random effects leave of X.</summary>
    public void WriteAdjusted(int index, Span<double> target)
    {
        FixedEffects(index).CopyTo(target);
        for (int factor = 0; factor < _effects.Length; factor++)
        {
            int level = Level(factor, index);
            if (level < 0)
            {
                continue;
            }

            EffectRows effects = _rows.Effects!;
            ReadOnlySpan<double> z = Effects(factor, index);
            for (int effect = 0; effect < z.Length; effect++)
            {
                int first = effects.Modes.Row(factor, level, effect) * effects.Modes.DataCount;
                VectorProducts.Add(-z[effect], effects.Modes.DataModes.AsSpan(first, _rank), target);
            }
        }

        double root = RootWeight(index);
        for (int column = 0; column < _rank && root != 1; column++)
        {
            target[column] *= root;
        }
    }
}
