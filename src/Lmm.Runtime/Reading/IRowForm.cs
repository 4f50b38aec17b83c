using System.ComponentModel;

namespace Lmm;

/// <summary>How a row of a type is made of a record: generated code has a form for each row type, which knows the columns of one source.</summary>
/// <typeparam name="TRow">The row type.</typeparam>
/// <typeparam name="TSelf">The form.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowForm<TRow, TSelf>
    where TSelf : struct, IRowForm<TRow, TSelf>
{
    /// <summary>The form for a source: its columns are looked up once.</summary>
    /// <param name="reader">The source.</param>
    /// <param name="used">The names of the columns that must be there though rows can do without.</param>
    /// <exception cref="DataSourceException">A column is lacking.</exception>
    static abstract TSelf Of(RecordReader reader, string[] used);

    /// <summary>The row of a record.</summary>
    TRow Row<TRecord>(TRecord record)
        where TRecord : struct, IRecord;
}
