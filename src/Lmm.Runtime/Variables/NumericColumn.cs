using Lmm.Variables;

namespace Lmm;

/// <summary>A numeric column of a model frame; as part of a term, one column of the model matrix.</summary>
public sealed class NumericColumn : TermPart
{
    internal NumericColumn(string name, double[] values)
        : base(name) => Values = values;

    /// <summary>The number of rows.</summary>
    public int Count => Values.Length;

    /// <summary>The value at a row, counted from zero; always finite.</summary>
    public double this[int row] => Values[row];

    /// <summary>The values, one per row, in an array of their own.</summary>
    public double[] ToArray() => [.. Values];

    /// <summary>The values, one per row, all finite. Model matrices share the array: read it only.</summary>
    internal double[] Values { get; }

    internal override int RowCount => Values.Length;

    internal override IReadOnlyList<string> Names => [Name];

    internal override double[][] Columns() => [Values];

    internal override double[][] Times(double[][] columns) => Array.ConvertAll(columns, column => ColumnProduct.Of(column, Values));

    /// <summary>The same column under another name, so that back-ticks stay as the formula has them.</summary>
    public NumericColumn As(string name) => name == Name ? this : new NumericColumn(name, Values);
}
