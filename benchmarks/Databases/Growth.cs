using System.Data.Common;
using DuckDB.NET.Data;

namespace Lmm.Benchmarks.Databases;

/// <summary>Fits of rows in Parquet files, which DuckDB makes from its own range and hash, so that no rows are written by hand.</summary>
internal static class Growth
{
    private const string Formula = "y ~ x * f + (x | g)";
    private const string CrossedFormula = "y ~ x + (1 | g) + (1 | h)";

    /// <summary>Rows in a hundredth as many groups.</summary>
    public static void Show(IReadOnlyList<long> sizes) => Show(sizes, Formula, static rows => Rows(rows, rows / 100, 1), DatabaseStrategy.Sums);

    /// <summary>Rows of two crossed factors, by pairs of their levels, and by cells of both.</summary>
    public static void ShowCrossed(IReadOnlyList<long> sizes) => Show(sizes, CrossedFormula, static rows => Rows(rows, 100_000, 200), DatabaseStrategy.Pairs, DatabaseStrategy.Sums);

    /// <summary>Rows that are nowhere: a view that is a function of the row number.</summary>
    public static void ShowView(long rows)
    {
        using DuckDBConnection connection = Open();
        Header();
        Print($"{Formula}, view", rows, Timing.Of(connection, Formula, Rows(rows, 1_000_000, 1)));
    }

    /// <summary>The same, the fit alone.</summary>
    public static void ShowFit(long rows)
    {
        using DuckDBConnection connection = Open();
        Header();
        Print($"{Formula}, view", rows, Timing.Alone(connection, Formula, Rows(rows, 1_000_000, 1)));
    }

    private static void Show(IReadOnlyList<long> sizes, string formula, Func<long, string> query, params DatabaseStrategy[] strategies)
    {
        string file = Path.Combine(Path.GetTempPath(), $"lmm-growth-{Environment.ProcessId}.parquet");
        try
        {
            Header();
            foreach (long rows in sizes)
            {
                using DuckDBConnection connection = Open();
                Run(connection, $"COPY ({query(rows)}) TO '{file}' (FORMAT parquet)");
                foreach (DatabaseStrategy strategy in strategies)
                {
                    Print($"{formula}, {strategy.ToString().ToLowerInvariant()}", rows, Timing.Of(connection, formula, $"read_parquet('{file}')", strategy));
                }
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    // Numbers between zero and one are hashes over 2⁶⁴; each group has an intercept and a slope of its own. Hashes of one number by two seeds go together, but not the hash of such a hash.
    private static string Rows(long rows, long groups, long items)
    {
        const string Share = "/ 18446744073709551616.0::DOUBLE";
        return $"""
            SELECT g, h, f, x, 2 + x + (CASE f WHEN 'b' THEN 0.5 WHEN 'c' THEN -0.25 ELSE 0 END)
                + hash(g, 1) {Share} * (1 + x) + hash(h, 2) {Share} + hash(i, 3) {Share} + hash(i, 4) {Share} AS y
            FROM (SELECT i, (hash(i, 5) % {groups})::BIGINT AS g, (hash(hash(i, 6)) % {items})::BIGINT AS h,
                    ['a', 'b', 'c'][1 + (hash(i, 7) % 3)::BIGINT] AS f, hash(i, 8) {Share} AS x
                FROM range({rows}) AS numbers(i))
            """;
    }

    private static DuckDBConnection Open()
    {
        var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Run(connection, "SET memory_limit = '3GB'");
        return connection;
    }

    private static void Run(DbConnection connection, string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static void Header() => Console.WriteLine($"{"model",-40}{"rows",14}{"statements s",14}{"fit s",10}{"solve s",10}{"ratio",8}{"unsolved",10}{"peak MB",10}  levels, converged");

    private static void Print(string name, long rows, Timing timing) => Console.WriteLine(
        $"{name,-40}{rows,14}{timing.Statements,14:F2}{timing.Fit,10:F2}{timing.Solve,10:F2}{timing.Ratio,8:F2}{timing.RatioWithoutSolve,10:F2}{timing.Peak,10:F0}  {string.Join(" x ", timing.Result.Shape.RandomTerms.Select(static term => term.Levels.Count))}, {timing.Result.Convergence.Converged}");
}
