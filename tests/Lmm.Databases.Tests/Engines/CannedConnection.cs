using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Lmm.Databases.Tests.Engines;

/// <summary>A connection to an engine that is not there: it answers statements with tables, such as those of more rows than anyone would store.</summary>
/// <param name="answer">The table that answers a statement with its parameters.</param>
internal sealed class CannedConnection(Func<string, IReadOnlyDictionary<string, double>, DataTable> answer) : DbConnection
{
    private ConnectionState _state = ConnectionState.Closed;

    [AllowNull]
    public override string ConnectionString { get; set; } = "";

    public override string Database => "canned";

    public override string DataSource => "";

    public override string ServerVersion => "1";

    public override ConnectionState State => _state;

    public override void Open() => _state = ConnectionState.Open;

    public override void Close() => _state = ConnectionState.Closed;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException("There is one database.");

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException("There are no transactions.");

    protected override DbCommand CreateDbCommand() => new CannedCommand(answer) { Connection = this };
}
