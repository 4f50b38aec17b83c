using System.ComponentModel;
using System.Globalization;
using Lmm.Variables;

namespace Lmm;

/// <summary>The columns that a transform such as <c>poly(x, 2)</c> makes of a number; as part of a term they stand together.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BasisColumns : TermPart
{
    private readonly double[][] _columns;
    private readonly string[] _names;

    internal BasisColumns(string label, double[][] columns)
        : base(label)
    {
        _columns = columns;
        _names = columns.Length == 1
            ? [label]
            : [.. Enumerable.Range(1, columns.Length).Select(number => label + number.ToString(CultureInfo.InvariantCulture))];
    }

    internal override int RowCount => _columns[0].Length;

    internal override IReadOnlyList<string> Names => _names;

    internal override double[][] Columns(CancellationToken cancellationToken = default) => _columns;

    internal override double[][] Times(double[][] columns, CancellationToken cancellationToken = default)
        => [.. _columns.SelectMany(own => ColumnProduct.Of(columns, own, cancellationToken))];
}
