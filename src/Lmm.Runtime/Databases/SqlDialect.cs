using System.Data;
using System.Data.Common;
using System.Globalization;
using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>How an SQL engine writes what a fit asks of it: names, numbers, functions. No driver is needed to write statements.</summary>
/// <remarks>
/// DuckDB, PostgreSQL and SQLite are tested against the engines; the statements of the others are text that has been compared with their manuals alone.
/// </remarks>
public sealed class SqlDialect
{
    private const string Naming = "\"";

    private SqlDialect(string name) => Name = name;

    /// <summary>DuckDB.</summary>
    public static SqlDialect DuckDb { get; } = new("DuckDB")
    {
        Double = "DOUBLE",
        Parameter = "$",
        IsNaN = "isnan({0})",
        TextKey = "{0}",
        IsTested = true,
        TurnsColumns = true,
        Drivers = ["DuckDB"],
    };

    /// <summary>PostgreSQL.</summary>
    public static SqlDialect PostgreSql { get; } = new("PostgreSQL")
    {
        Double = "DOUBLE PRECISION",
        IsNaN = "{0} = 'NaN'",
        TextKey = "CAST({0} AS TEXT) COLLATE \"C\"",
        IsTested = true,
        Drivers = ["Npgsql"],
        Isolation = IsolationLevel.RepeatableRead,
    };

    /// <summary>SQLite, whose columns have no types of their own: those of the values count.</summary>
    public static SqlDialect Sqlite { get; } = new("SQLite")
    {
        Double = "REAL",
        TextKey = "{0} COLLATE BINARY",
        IsTested = true,
        Drivers = ["Microsoft.Data.Sqlite", "System.Data.SQLite"],
        HasTypedColumns = false,
        IsNumber = "typeof({0}) IN ('integer', 'real')",
    };

    /// <summary>Microsoft SQL Server; text only.</summary>
    public static SqlDialect SqlServer { get; } = new("SQL Server")
    {
        Double = "FLOAT(53)",
        Open = "[",
        Close = "]",
        TextKey = "{0} COLLATE Latin1_General_BIN2",
        Logarithm = "LOG",
        First = "SELECT TOP {0} * FROM {1}",
        Drivers = ["Microsoft.Data.SqlClient", "System.Data.SqlClient"],
        Isolation = IsolationLevel.Snapshot,
    };

    /// <summary>MySQL; text only.</summary>
    public static SqlDialect MySql { get; } = new("MySQL")
    {
        Double = "DOUBLE",
        Open = "`",
        Close = "`",
        TextKey = "CAST({0} AS BINARY)",
        Drivers = ["MySqlConnector", "MySql.Data"],
        Isolation = IsolationLevel.RepeatableRead,
    };

    /// <summary>ClickHouse; text only.</summary>
    public static SqlDialect ClickHouse { get; } = new("ClickHouse") { Double = "Float64", Open = "`", Close = "`", IsNaN = "isNaN({0})", Logarithm = "log", Drivers = ["ClickHouse"] };

    /// <summary>Google BigQuery; text only.</summary>
    public static SqlDialect BigQuery { get; } = new("BigQuery") { Double = "FLOAT64", Open = "`", Close = "`", IsNaN = "IS_NAN({0})", Drivers = ["BigQuery"] };

    /// <summary>Trino; text only.</summary>
    public static SqlDialect Trino { get; } = new("Trino") { Double = "DOUBLE", IsNaN = "is_nan({0})", Drivers = ["Trino"] };

    /// <summary>Snowflake; text only.</summary>
    public static SqlDialect Snowflake { get; } = new("Snowflake") { Double = "DOUBLE", IsNaN = "{0} = 'NaN'::DOUBLE", Drivers = ["Snowflake"] };

    /// <summary>Spark SQL and Databricks; text only.</summary>
    public static SqlDialect Spark { get; } = new("Spark SQL") { Double = "DOUBLE", Open = "`", Close = "`", IsNaN = "isnan({0})", Drivers = ["Spark", "Databricks"] };

    /// <summary>Every dialect.</summary>
    public static IReadOnlyList<SqlDialect> All { get; } = [DuckDb, PostgreSql, Sqlite, SqlServer, MySql, ClickHouse, BigQuery, Trino, Snowflake, Spark];

    /// <summary>The engine's name.</summary>
    public string Name { get; }

    /// <summary>True for engines that the library's tests run against; of the others the text alone is known.</summary>
    public bool IsTested { get; private init; }

    /// <summary>The 8-byte floating-point type.</summary>
    internal string Double { get; private init; } = "DOUBLE PRECISION";

    /// <summary>False where a column can hold values of any type.</summary>
    internal bool HasTypedColumns { get; private init; } = true;

    /// <summary>
    /// True where statements turn columns into rows by UNPIVOT, for many responses in columns. An engine plans some hundreds of sums of as many columns far longer than it computes them; a few sums by the name of a column it plans at once.
    /// </summary>
    internal bool TurnsColumns { get; private init; }

    /// <summary>The isolation in which several statements see one state; null for that of the engine's transactions.</summary>
    internal IsolationLevel? Isolation { get; private init; }

    private string Open { get; init; } = Naming;

    private string Close { get; init; } = Naming;

    private string Parameter { get; init; } = "@";

    private string? IsNaN { get; init; }

    private string? IsNumber { get; init; }

    private string TextKey { get; init; } = "{0}";

    private string Logarithm { get; init; } = "LN";

    private string First { get; init; } = "SELECT * FROM {1} LIMIT {0}";

    private string[] Drivers { get; init; } = [];

    /// <summary>The dialect of a connection, by the namespace of its driver.</summary>
    /// <exception cref="DataSourceException">The driver is not known; the message says what to do.</exception>
    public static SqlDialect Of(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        string driver = connection.GetType().FullName ?? "";
        return All.FirstOrDefault(dialect => Array.Exists(dialect.Drivers, name => driver.Contains(name, StringComparison.OrdinalIgnoreCase)))
            ?? throw new DataSourceException(LmmErrorCode.UnreadableSource, "the database", $"the dialect of a {driver} is not known; name it by DatabaseOptions.Dialect: {string.Join(", ", All.Select(static dialect => dialect.Name))}.");
    }

    /// <summary>A name of a column.</summary>
    internal string Identifier(string name) => Open + name.Replace(Close, Close + Close, StringComparison.Ordinal) + Close;

    /// <summary>A text.</summary>
    internal static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A number, in a form that the engines take for a floating-point one.</summary>
    internal static string Number(double number)
    {
        string digits = number.ToString("R", CultureInfo.InvariantCulture);
        string text = digits.Contains('E', StringComparison.Ordinal) ? digits : digits + "E0";
        return number < 0 ? $"({text})" : text;
    }

    /// <summary>The place of a number that is known when the statement runs.</summary>
    internal string ParameterOf(string name) => Parameter + name;

    /// <summary>A value as an 8-byte floating-point number.</summary>
    internal string AsDouble(string value) => $"CAST({value} AS {Double})";

    /// <summary>A text by which rows are grouped: texts that differ in case or in trailing blanks are different.</summary>
    internal string AsKey(string column) => string.Format(CultureInfo.InvariantCulture, TextKey, column);

    /// <summary>The condition that a column has a value; NaN is none.</summary>
    internal string HasValue(string column, VariableType type) => type == VariableType.Continuous && IsNaN is { } isNaN
        ? $"{column} IS NOT NULL AND NOT ({string.Format(CultureInfo.InvariantCulture, isNaN, column)})"
        : $"{column} IS NOT NULL";

    /// <summary>A query of the first rows of a source.</summary>
    internal string FirstRows(string source, int count) => string.Format(CultureInfo.InvariantCulture, First, count, source);

    /// <summary>The natural logarithm.</summary>
    internal string Log(string value) => $"{Logarithm}({value})";

    /// <summary>The condition that a value is a number, where columns have no types; null where that is sure.</summary>
    internal string? HoldsNumber(string column) => IsNumber is { } test ? string.Format(CultureInfo.InvariantCulture, test, column) : null;

    /// <summary>The engine's name.</summary>
    public override string ToString() => Name;
}
