using System.ComponentModel;
using System.Numerics;
using Lmm.Columns;

namespace Lmm;

/// <summary>Collects a numeric variable; NaN is a missing value.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NumericColumnBuilder : ColumnBuilder
{
    private ColumnBuffer<double> _values;
    private bool? _allFinite;

    internal NumericColumnBuilder(string model, string name, int capacity)
        : base(model, name) => _values = new ColumnBuffer<double>(capacity);

    /// <summary>Takes a column that is complete already, without copying it.</summary>
    internal NumericColumnBuilder(string model, string name, double[] values)
        : base(model, name) => _values = new ColumnBuffer<double>(values);

    /// <inheritdoc/>
    public override int Count => _values.Count;

    internal override bool IsNumeric => true;

    internal override int FirstInfinity => AllFinite() ? -1 : FindInfinity();

    internal override bool HasMissing => !AllFinite() && HasNaN();

    /// <summary>Adds the next row's value.</summary>
    /// <param name="value">The value; NaN when it is missing. An infinity is an error when the frame is built.</param>
    public void Add(double value) => _values.Add(value);

    internal override void Reserve(int rows) => _values.Reserve(rows);

    internal override bool IsMissing(int row) => double.IsNaN(_values.Items[row]);

    internal override void AddTo(CompleteCases frame, int[]? keptRows)
        => frame.Add(new NumericColumn(Name, keptRows is null ? _values.ToArray() : _values.Select(keptRows), _values.Select(frame.DroppedRows)));

    private bool AllFinite() => _allFinite ??= AllFinite(_values.Items);

    private int FindInfinity()
    {
        ReadOnlySpan<double> values = _values.Items;
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsInfinity(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private bool HasNaN()
    {
        foreach (double value in _values.Items)
        {
            if (double.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }

    // 0·x is NaN just for an x that is not finite, so one sum tells of them all.
    private static bool AllFinite(ReadOnlySpan<double> values)
    {
        Vector<double> sum = Vector<double>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sum += new Vector<double>(values[i..]) * Vector<double>.Zero;
        }

        double total = Vector.Sum(sum);
        for (; i < values.Length; i++)
        {
            total += values[i] * 0;
        }

        return !double.IsNaN(total);
    }
}
