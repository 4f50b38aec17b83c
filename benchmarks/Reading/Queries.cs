using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Lmm.Benchmarks.Reading;

/// <summary>The generated reader of queries beside the loop written by hand: the same rows, in turns, in one process.</summary>
internal static class Queries
{
    private const string Arrays = "arrays";
    private const string Table = "DataTable";
    private const string Database = "SQLite";
    private const int Turns = 15;
    private const int WarmUps = 4;

    /// <summary>Measures the queries of those names, or all.</summary>
    public static void Measure(int rows, string[] names)
    {
        Visit[] visits = Visits.Make(rows);
        Console.WriteLine($"{"query",-12}{"by hand ms",12}{"generated ms",14}{"ratio",8}   median of {Turns} turns, and of their ratios");
        if (IsWanted(Arrays))
        {
            Measure(Arrays, visits, FromArrays(visits));
        }

        if (IsWanted(Table))
        {
            Measure(Table, visits, FromTable(visits));
        }

        if (IsWanted(Database))
        {
            using SqliteConnection connection = Fill(visits);
            Measure(Database, visits, () => Select(connection));
        }

        bool IsWanted(string name) => names.Length == 0 || names.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    private static void Measure(string name, Visit[] visits, Func<DbDataReader> open)
    {
        List<(double ByHand, double Generated)> times = [];
        for (int turn = -WarmUps; turn < Turns; turn++)
        {
            (double byHand, List<Visit> expected) = Timed(open, Visits.ReadByHand);
            (double generated, List<Visit> actual) = Timed(open, query => VisitModel.Read(query));
            if (!expected.SequenceEqual(visits) || !actual.SequenceEqual(visits))
            {
                throw new InvalidOperationException($"The rows of {name} are not those that were written.");
            }

            if (turn >= 0)
            {
                times.Add((byHand, generated));
            }
        }

        Console.WriteLine($"{name,-12}{Median(times.Select(turn => turn.ByHand)),12:F0}{Median(times.Select(turn => turn.Generated)),14:F0}{Median(times.Select(turn => turn.Generated / turn.ByHand)),8:F2}");
    }

    private static (double Milliseconds, List<Visit> Rows) Timed(Func<DbDataReader> open, Func<DbDataReader, List<Visit>> read)
    {
        GC.Collect();
        DbDataReader query = open();
        long start = Stopwatch.GetTimestamp();
        List<Visit> rows = read(query);
        double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (query is not VisitReader)
        {
            query.Dispose();
        }

        return (time, rows);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Turns / 2);

    private static Func<DbDataReader> FromArrays(Visit[] visits)
    {
        VisitReader reader = new(visits);
        return () =>
        {
            reader.Rewind();
            return reader;
        };
    }

    private static Func<DbDataReader> FromTable(Visit[] visits)
    {
        DataTable table = new();
        VisitReader reader = new(visits);
        for (int column = 0; column < reader.FieldCount; column++)
        {
            table.Columns.Add(reader.GetName(column), reader.GetFieldType(column));
        }

        object[] values = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(values);
            table.Rows.Add(values);
        }

        return table.CreateDataReader;
    }

    private static SqliteConnection Fill(Visit[] visits)
    {
        SqliteConnection connection = new("Data Source=:memory:");
        connection.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "CREATE TABLE visit (reaction REAL, dose REAL, weight REAL, day INTEGER, subject TEXT, arm TEXT, date TEXT)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO visit VALUES ($0, $1, $2, $3, $4, $5, $6)";
        SqliteParameter[] parameters = [.. Enumerable.Range(0, 7).Select(i => command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" }))];
        foreach (Visit visit in visits)
        {
            object?[] values = [visit.Reaction, visit.Dose, visit.Weight, visit.Day, visit.Subject, visit.Arm.ToString(), visit.Date];
            for (int i = 0; i < values.Length; i++)
            {
                parameters[i].Value = values[i] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }

        transaction.Commit();
        return connection;
    }

    private static SqliteDataReader Select(SqliteConnection connection)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM visit";
        return command.ExecuteReader();
    }
}
