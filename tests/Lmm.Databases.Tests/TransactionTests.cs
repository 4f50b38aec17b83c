using System.Data.Common;
using Lmm.Databases.Tests.Engines;
using Microsoft.Data.Sqlite;

namespace Lmm.Databases.Tests;

/// <summary>Fits in transactions of the caller's, and beside those of others.</summary>
public sealed class TransactionTests
{
    // Takes minutes, but for its first rows.
    private const string SlowRows = "(WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 2000000000) SELECT i FROM r) AS slow";

    public static TheoryData<string> Engines => Engine.Names;

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_fit_in_the_caller_s_transaction_sees_its_rows_and_leaves_it_open(string engineName)
    {
        using var engine = Engine.Open(engineName);
        engine.Create("visits", Visits.Draw());
        using (DbTransaction transaction = engine.Connection.BeginTransaction())
        {
            using DbCommand command = engine.Connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "DELETE FROM visits WHERE clinic < 4";
            int deleted = command.ExecuteNonQuery();

            Assert.Equal(900 - deleted, Model.Parse(Visits.Formula).FitIn(engine.Connection, "visits").ObservationCount);

            transaction.Rollback();
        }

        Assert.Equal(900, Model.Parse(Visits.Formula).FitIn(engine.Connection, "visits").ObservationCount);
    }

    [Fact]
    public void A_transaction_that_was_begun_by_a_statement_is_left_open()
    {
        foreach (string engineName in Engine.Available.Except(["DuckDB"]))
        {
            using var engine = Engine.Open(engineName);
            engine.Create("visits", Visits.Draw());
            engine.Run("BEGIN");
            engine.Run("DELETE FROM visits WHERE clinic < 4");

            Assert.True(Model.Parse(Visits.Formula).FitIn(engine.Connection, "visits").ObservationCount < 900);

            engine.Run("ROLLBACK");
            Assert.Equal(900, Model.Parse(Visits.Formula).FitIn(engine.Connection, "visits").ObservationCount);
        }
    }

    [Fact]
    public void A_fit_to_a_file_neither_waits_for_a_writer_nor_locks_one_out()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "visits.db");
        using SqliteConnection writing = Open(file);
        using var engine = new Engine(writing, new ColumnTypes("REAL", "INTEGER", "INTEGER", "TEXT"));
        engine.Run("PRAGMA journal_mode = WAL");
        engine.Create("visits", Visits.Draw());
        using SqliteConnection reading = Open(file);
        using SqliteTransaction transaction = writing.BeginTransaction();
        engine.Run("DELETE FROM visits WHERE clinic < 4");
        long start = Environment.TickCount64;

        // A lock for writing would be waited for as long as the driver's default, half a minute.
        Assert.Equal(900, Model.Parse(Visits.Formula).FitIn(reading, "visits").ObservationCount);

        Assert.True(Environment.TickCount64 - start < 20_000);
        transaction.Commit();
        Assert.True(Model.Parse(Visits.Formula).FitIn(reading, "visits").ObservationCount < 900);
    }

    [Fact]
    public void A_file_that_is_opened_for_reading_alone_is_enough()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "visits.db");
        using (var engine = new Engine(Open(file), new ColumnTypes("REAL", "INTEGER", "INTEGER", "TEXT")))
        {
            engine.Create("visits", Visits.Draw());
        }

        using SqliteConnection reading = Open(file + ";Mode=ReadOnly");

        Assert.Equal(900, Model.Parse(Visits.Formula).FitIn(reading, "visits").ObservationCount);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_statement_has_no_more_time_than_it_is_given(string engineName)
    {
        using var engine = Engine.Open(engineName);
        string rows = engineName switch
        {
            "DuckDB" => "range(20000000000) AS r(i)",
            "SQLite" => SlowRows,
            _ => "generate_series(1, 20000000000) AS r(i)",
        };
        long start = Environment.TickCount64;

        DataSourceException fault = Assert.Throws<DataSourceException>(() => Model.Parse("y ~ x + (1 | g)").FitIn(
            engine.Connection, $"SELECT i % 7 AS y, i % 5 AS x, i % 11 AS g FROM {rows}", options: new DatabaseOptions { StatementSeconds = 1, Strategy = DatabaseStrategy.Sums, Interrupt = engineName == "SQLite" ? Interrupt : null }));

        Assert.Contains("StatementSeconds", fault.Message, StringComparison.Ordinal);
        Assert.True(Environment.TickCount64 - start < 30_000);
        using DbCommand next = engine.Connection.CreateCommand();
        next.CommandText = "SELECT 1";
        Assert.Equal(1, Convert.ToInt32(next.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_statement_of_SQLite_is_interrupted_when_the_token_is_cancelled()
    {
        using var engine = Engine.Open("SQLite");
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(300));
        long start = Environment.TickCount64;

        Assert.ThrowsAny<OperationCanceledException>(() => Model.Parse("y ~ x + (1 | g)").FitIn(
            engine.Connection, $"SELECT i % 7 AS y, i % 5 AS x, i % 11 AS g FROM {SlowRows}", options: new DatabaseOptions { Interrupt = Interrupt }, cancellationToken: source.Token));

        Assert.True(Environment.TickCount64 - start < 30_000);
        using DbCommand next = engine.Connection.CreateCommand();
        next.CommandText = "SELECT 1";
        Assert.Equal(1L, next.ExecuteScalar());
    }

    private static void Interrupt(DbConnection connection) => SQLitePCL.raw.sqlite3_interrupt(((SqliteConnection)connection).Handle);

    private static SqliteConnection Open(string file)
    {
        SqliteConnection connection = new($"Data Source={file};Pooling=false");
        connection.Open();
        return connection;
    }
}
