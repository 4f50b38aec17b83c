using System.Data.Common;

namespace Lmm.Reading;

/// <summary>A query whose rows are enumerated, which can be done once.</summary>
internal sealed class QuerySource
{
    private readonly DbDataReader _query;
    private int _opened;

    public QuerySource(DbDataReader query)
    {
        ArgumentNullException.ThrowIfNull(query);
        _query = query;
    }

    /// <summary>The rows from where the query stands.</summary>
    /// <exception cref="InvalidOperationException">They have been enumerated.</exception>
    public DatabaseRecordReader Open()
        => Interlocked.Exchange(ref _opened, 1) > 0 ? throw CsvSource.ReadAlready(DatabaseRecordReader.QueryName) : new DatabaseRecordReader(_query);
}
