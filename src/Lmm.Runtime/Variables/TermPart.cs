using System.ComponentModel;
using System.Globalization;

namespace Lmm;

/// <summary>A set of columns that can stand in a term; a term's columns are the products of its parts' columns.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TermPart
{
    private protected TermPart(string name) => Name = name;

    /// <summary>The name as the formula spells it.</summary>
    public string Name { get; }

    internal abstract int RowCount { get; }

    /// <summary>The names of the columns, as R's <c>model.matrix</c> gives them.</summary>
    internal abstract IReadOnlyList<string> Names { get; }

    /// <summary>The columns.</summary>
    internal abstract double[][] Columns(CancellationToken cancellationToken = default);

    /// <summary>The products of <paramref name="columns"/> and this part's columns, the former varying faster.</summary>
    internal abstract double[][] Times(double[][] columns, CancellationToken cancellationToken = default);

    /// <summary>The name, and how many columns of how many rows there are.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Names.Count} {(Names.Count == 1 ? "column" : "columns")} of {RowCount} rows");
}
