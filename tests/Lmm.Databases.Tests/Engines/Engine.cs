using System.Data.Common;
using System.Globalization;
using Lmm.Columns;

namespace Lmm.Databases.Tests.Engines;

/// <summary>A database that tests fill with rows.</summary>
/// <param name="connection">The open connection.</param>
/// <param name="types">What the engine calls the types of columns.</param>
public sealed class Engine(DbConnection connection, ColumnTypes types) : IDisposable
{
    private const int RowsPerInsert = 500;

    /// <summary>The names of the engines that tests can have.</summary>
    public static string[] Available { get; } = PostgreSqlServer.WhatIsMissing is null ? ["DuckDB", "SQLite", "PostgreSQL"] : ["DuckDB", "SQLite"];

    /// <summary>The same, for theories.</summary>
    public static TheoryData<string> Names => [.. Available];

    /// <summary>The open connection.</summary>
    public DbConnection Connection => connection;

    /// <summary>A database of its own.</summary>
    public static Engine Open(string name)
    {
        DbConnection connection = name switch
        {
            "DuckDB" => new DuckDB.NET.Data.DuckDBConnection("Data Source=:memory:"),
            "SQLite" => new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:"),
            _ => PostgreSqlServer.First.Connect(),
        };
        connection.Open();
        var engine = new Engine(connection, name switch
        {
            "DuckDB" => new ColumnTypes("DOUBLE", "BIGINT", "BOOLEAN", "VARCHAR"),
            "SQLite" => new ColumnTypes("REAL", "INTEGER", "INTEGER", "TEXT COLLATE NOCASE"),
            _ => new ColumnTypes("DOUBLE PRECISION", "BIGINT", "BOOLEAN", "TEXT"),
        });
        if (name == "PostgreSQL")
        {
            engine.Run("SET search_path TO pg_temp");
        }

        return engine;
    }

    /// <summary>A table of a frame's columns.</summary>
    public void Create(string table, ModelFrame frame, IEnumerable<int>? rows = null)
    {
        Run($"CREATE TABLE {table} ({string.Join(", ", frame.Columns.Select(column => $"\"{column.Name}\" {TypeOf(column)}"))})");
        Func<int, string>[] values = [.. frame.Columns.Select(Writer)];
        foreach (int[] chunk in (rows ?? Enumerable.Range(0, frame.RowCount)).Chunk(RowsPerInsert))
        {
            Run($"INSERT INTO {table} VALUES {string.Join(", ", chunk.Select(row => $"({string.Join(", ", values.Select(value => value(row)))})"))}");
        }
    }

    /// <summary>Runs a statement.</summary>
    public void Run(string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    public void Dispose() => connection.Dispose();

    private string TypeOf(FrameColumn column) => column switch
    {
        WholeNumberColumn => types.Whole,
        { Numbers: not null } => types.Real,
        _ => IsTruth(column) ? types.Truth : types.Text,
    };

    private static bool IsTruth(FrameColumn column) => column.Levels is ["FALSE", "TRUE"];

    private static Func<int, string> Writer(FrameColumn column)
    {
        if (column.Numbers is { } numbers)
        {
            return row => double.IsNaN(numbers[row]) ? "NULL" : numbers[row].ToString("R", CultureInfo.InvariantCulture);
        }

        int[] codes = column.Codes.ToArray();
        string[] texts = [.. column.Levels.Select(level => IsTruth(column) ? level : $"'{level.Replace("'", "''", StringComparison.Ordinal)}'")];
        return row => codes[row] < 0 ? "NULL" : texts[codes[row]];
    }
}
