using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DuckDB.NET.Data;

namespace Lmm.Databases.Tests.Engines;

/// <summary>A statement that a table answers.</summary>
internal sealed class CannedCommand(Func<string, IReadOnlyDictionary<string, double>, DataTable> answer) : DbCommand
{
    // Any provider's collection does.
    private readonly DuckDBCommand _parameters = new();

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; }

    protected override DbTransaction? DbTransaction { get; set; }

    protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

    public override void Cancel()
    {
    }

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => 0;

    public override object? ExecuteScalar() => null;

    protected override DbParameter CreateDbParameter() => new DuckDBParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
        => answer(CommandText, Parameters.Cast<DbParameter>().ToDictionary(static parameter => parameter.ParameterName, static parameter => Convert.ToDouble(parameter.Value, CultureInfo.InvariantCulture))).CreateDataReader();

    protected override void Dispose(bool disposing)
    {
        _parameters.Dispose();
        base.Dispose(disposing);
    }
}
