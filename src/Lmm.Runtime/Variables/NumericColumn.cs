using Lmm.Variables;

namespace Lmm;

/// <summary>A numeric column of a model frame; as part of a term, one column of the model matrix.</summary>
public sealed class NumericColumn : TermPart
{
    private readonly Lazy<double[]>? _dropped;

    internal NumericColumn(string name, double[] values)
        : base(name) => Values = values;

    internal NumericColumn(string name, double[] values, double[] dropped)
        : this(name, values, dropped.Length == 0 ? null : new Lazy<double[]>(dropped))
    {
    }

    internal NumericColumn(string name, double[] values, Lazy<double[]>? dropped)
        : this(name, values) => _dropped = dropped;

    /// <summary>The number of rows.</summary>
    public int Count => Values.Length;

    /// <summary>
    /// The value at a row, counted from zero. It is finite but for rows to predict that lack a value which random terms read. After the rows of the
    /// frame come those that were dropped because they lack a value: transforms learn from them too.
    /// </summary>
    public double this[int row] => row < Values.Length || _dropped is null ? Values[row] : _dropped.Value[row - Values.Length];

    /// <summary>The values, one per row, in an array of their own.</summary>
    public double[] ToArray() => [.. Values];

    /// <summary>The values, one per row. Model matrices share the array: read it only.</summary>
    internal double[] Values { get; }

    /// <summary>The finite values of all rows, those included that lack a value of another variable: what transforms learn from, as in R.</summary>
    internal double[] ValuesToLearnFrom => _dropped is null ? Values : [.. Values, .. _dropped.Value.Where(double.IsFinite)];

    internal override int RowCount => Values.Length;

    internal override IReadOnlyList<string> Names => [Name];

    internal override double[][] Columns(CancellationToken cancellationToken = default) => [Values];

    internal override double[][] Times(double[][] columns, CancellationToken cancellationToken = default) => ColumnProduct.Of(columns, Values, cancellationToken);

    /// <summary>The same column under another name, so that back-ticks stay as the formula has them.</summary>
    public NumericColumn As(string name) => name == Name ? this : new NumericColumn(name, Values, _dropped);
}
