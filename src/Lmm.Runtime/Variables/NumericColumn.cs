using Lmm.Variables;

namespace Lmm;

/// <summary>A numeric column of a model frame; as part of a term, one column of the model matrix.</summary>
public sealed class NumericColumn : TermPart
{
    internal NumericColumn(string name, double[] values)
        : base(name) => Values = values;

    /// <summary>The values, one per row, all finite. Model matrices share the array: read it only.</summary>
    public double[] Values { get; }

    /// <summary>The value at a row of the frame, counted from zero.</summary>
    public double this[int row] => Values[row];

    internal override int RowCount => Values.Length;

    internal override IReadOnlyList<string> Names => [Name];

    internal override double[][] Columns() => [Values];

    internal override double[][] Times(double[][] columns) => Array.ConvertAll(columns, column => ColumnProduct.Of(column, Values));

    /// <summary>The same column under another name, so that back-ticks stay as the formula has them.</summary>
    public NumericColumn As(string name) => name == Name ? this : new NumericColumn(name, Values);
}
