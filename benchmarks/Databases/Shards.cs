using System.Data.Common;
using System.Diagnostics;
using Lmm.Databases.Tests.Engines;

namespace Lmm.Benchmarks.Databases;

/// <summary>Three PostgreSQL servers on this machine, each with a part of the rows, beside one server with all.</summary>
internal static class Shards
{
    private const int Count = 3;
    private const int Repeats = 3;
    private const string Formula = "y ~ x * f + (x | g)";
    private const string Table = "visits";

    /// <summary>Prints the best of a few fits of both, for rows spread by group and at random.</summary>
    public static void Show(long rows)
    {
        PostgreSqlServer[] servers = [.. Enumerable.Range(0, Count + 1).Select(static _ => PostgreSqlServer.Start())];
        try
        {
            Console.WriteLine($"{rows} rows in {rows / 100} groups, {Formula}; load {Load()}");
            Fill(servers[Count], rows, "TRUE");
            (double one, LinearMixedModelFit whole) = Best([servers[Count]]);
            Console.WriteLine($"{"one server with all rows",-40}{one,8:F2} s, {whole.Cells!.Count} cells");
            foreach ((string name, string part) in new[] { ("three servers, rows spread by group", "g"), ("three servers, rows spread at random", "i") })
            {
                for (int server = 0; server < Count; server++)
                {
                    Fill(servers[server], rows, $"{part} % {Count} = {server}");
                }

                (double many, LinearMixedModelFit fit) = Best(servers[..Count]);
                Console.WriteLine($"{name,-40}{many,8:F2} s, {many / one:F2} of one server's; criteria differ by {Math.Abs((fit.Objective / whole.Objective) - 1):E1}, coefficients by {whole.Coefficients.Zip(fit.Coefficients).Max(static pair => Math.Abs(pair.First.Estimate - pair.Second.Estimate) / pair.First.StandardError):E1} standard errors; {fit.ObservationCount} rows in {fit.Cells!.Count} cells");
            }
        }
        finally
        {
            Array.ForEach(servers, static server => server.Dispose());
        }
    }

    private static (double Seconds, LinearMixedModelFit Fit) Best(PostgreSqlServer[] servers)
    {
        double best = double.PositiveInfinity;
        LinearMixedModelFit? fit = null;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            DbConnection[] connections = [.. servers.Select(static server => server.Connect())];
            long start = Stopwatch.GetTimestamp();
            fit = Model.Parse(Formula).FitIn(connections, Table);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            Array.ForEach(connections, static connection => connection.Dispose());
        }

        return (best, fit!);
    }

    // Numbers between zero and one are hashes over 2⁶⁴; each group has an intercept and a slope of its own.
    private static void Fill(PostgreSqlServer server, long rows, string part)
    {
        static string Share(string value, int seed) => $"(hashint8extended({value}, {seed})::float8 / 18446744073709551616.0 + 0.5)";
        using DbConnection connection = server.Connect();
        connection.Open();
        Run(connection, $"DROP TABLE IF EXISTS {Table}");
        Run(connection, $"""
            CREATE TABLE {Table} AS
            SELECT g, f, x, 2 + x + (CASE f WHEN 'b' THEN 0.5 WHEN 'c' THEN -0.25 ELSE 0 END) + {Share("g", 1)} * (1 + x) + {Share("i", 3)} + {Share("i", 4)} AS y
            FROM (SELECT i, (hashint8extended(i, 5) & 9223372036854775807) % {rows / 100} AS g, (ARRAY['a', 'b', 'c'])[1 + (hashint8extended(i, 7) & 9223372036854775807) % 3] AS f, {Share("i", 8)} AS x
                FROM generate_series(1::bigint, {rows}) AS numbers(i)) AS drawn
            WHERE {part}
            """);
        Run(connection, $"ANALYZE {Table}");
    }

    private static void Run(DbConnection connection, string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
