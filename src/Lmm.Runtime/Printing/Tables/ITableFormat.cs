namespace Lmm;

/// <summary>A format in which tables are written. <see cref="TableFormats"/> lists those of this library.</summary>
public interface ITableFormat
{
    /// <summary>The name by which to ask for it, such as <c>markdown</c>.</summary>
    string Name { get; }

    /// <summary>True when a file of this format holds one table and no text besides.</summary>
    bool HoldsOneTable { get; }

    /// <summary>Writes a table; every line ends in a line feed.</summary>
    /// <param name="table">The table.</param>
    /// <param name="writer">Where to write.</param>
    void Write(ResultTable table, TextWriter writer);
}
