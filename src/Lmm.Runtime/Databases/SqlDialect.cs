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
        TextKey = "(CASE WHEN {0} IS NULL THEN NULL ELSE CONCAT({0}) END COLLATE \"C\")",
        BaseTwo = "(CASE WHEN POWER(2E0, ROUND(LN({0}) / LN(2E0))) = {0} THEN ROUND(LN({0}) / LN(2E0)) ELSE LN({0}) / LN(2E0) END)",
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
        Begin = "BEGIN DEFERRED",
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
        BaseTwo = "LOG({0}, 2E0)",
        IsTrue = "{0} = 1",
        Quote = "N'",
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
        TextKey = "CONVERT({0} USING utf8mb4) COLLATE utf8mb4_0900_bin",
        EscapesTexts = true,
        Drivers = ["MySqlConnector", "MySql.Data"],
        Isolation = IsolationLevel.RepeatableRead,
    };

    /// <summary>ClickHouse; text only.</summary>
    public static SqlDialect ClickHouse { get; } = new("ClickHouse")
    {
        Double = "Nullable(Float64)",
        Open = "`",
        Close = "`",
        IsNaN = "isNaN(CAST({0} AS Nullable(Float64)))",
        Logarithm = "log",
        EscapesTexts = true,
        EscapesNames = true,
        Drivers = ["ClickHouse"],
    };

    /// <summary>Google BigQuery; text only.</summary>
    public static SqlDialect BigQuery { get; } = new("BigQuery")
    {
        Double = "FLOAT64",
        Open = "`",
        Close = "`",
        IsNaN = "IS_NAN({0})",
        BaseTwo = "LOG({0}, 2E0)",
        EscapesTexts = true,
        EscapesNames = true,
        Drivers = ["BigQuery"],
    };

    /// <summary>Trino; text only.</summary>
    public static SqlDialect Trino { get; } = new("Trino") { Double = "DOUBLE", IsNaN = "is_nan({0})", Drivers = ["Trino"] };

    /// <summary>Snowflake; text only.</summary>
    public static SqlDialect Snowflake { get; } = new("Snowflake")
    {
        Double = "DOUBLE",
        IsNaN = "{0} = 'NaN'::DOUBLE",
        BaseTwo = "LOG(2E0, {0})",
        BaseTen = "LOG(1E1, {0})",
        EscapesTexts = true,
        Drivers = ["Snowflake"],
    };

    /// <summary>Spark SQL and Databricks; text only.</summary>
    public static SqlDialect Spark { get; } = new("Spark SQL") { Double = "DOUBLE", Open = "`", Close = "`", IsNaN = "isnan({0})", EscapesTexts = true, Drivers = ["Spark", "Databricks"] };

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

    /// <summary>The statement that begins a transaction in which several statements see one state, where the driver's own would take a lock for writing; null for the driver's own.</summary>
    internal string? Begin { get; private init; }

    private string Open { get; init; } = Naming;

    private string Close { get; init; } = Naming;

    private string Parameter { get; init; } = "@";

    private string? IsNaN { get; init; }

    private string? IsNumber { get; init; }

    private string TextKey { get; init; } = "{0}";

    private string Logarithm { get; init; } = "LN";

    private string BaseTwo { get; init; } = "LOG2({0})";

    private string BaseTen { get; init; } = "LOG10({0})";

    private string IsTrue { get; init; } = "{0}";

    private string Quote { get; init; } = "'";

    // Whether a backslash in a text, or in a name, begins an escape.
    private bool EscapesTexts { get; init; }

    private bool EscapesNames { get; init; }

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
    internal string Identifier(string name) => Open + (EscapesNames ? Escaped(name, Close) : name.Replace(Close, Close + Close, StringComparison.Ordinal)) + Close;

    /// <summary>A text.</summary>
    internal string Text(string text) => $"{Quote}{(EscapesTexts ? Escaped(text, "'") : text.Replace("'", "''", StringComparison.Ordinal))}'";

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

    /// <summary>The logarithm to base 2, which is whole for powers of two.</summary>
    internal string Log2(string value) => string.Format(CultureInfo.InvariantCulture, BaseTwo, value);

    /// <summary>The logarithm to base 10, which is whole for powers of ten.</summary>
    internal string Log10(string value) => string.Format(CultureInfo.InvariantCulture, BaseTen, value);

    /// <summary>The condition that a truth value is true, or that it is false.</summary>
    internal string Is(bool truth, string column)
    {
        string test = string.Format(CultureInfo.InvariantCulture, IsTrue, column);
        return truth ? test : $"NOT {test}";
    }

    /// <summary>The condition that a value is a number, where columns have no types; null where that is sure.</summary>
    internal string? HoldsNumber(string column) => IsNumber is { } test ? string.Format(CultureInfo.InvariantCulture, test, column) : null;

    private static string Escaped(string text, string quote) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(quote, "\\" + quote, StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal);

    /// <summary>The engine's name.</summary>
    public override string ToString() => Name;
}
