using System.Data.Common;
using System.Diagnostics;

namespace Lmm.Benchmarks.Databases;

/// <summary>How long a fit takes beside the statements that it sends.</summary>
/// <param name="Statements">Seconds of the statements run bare, their results read to the end.</param>
/// <param name="Fit">Seconds of the whole fit.</param>
/// <param name="Solve">Seconds of its search, as the library's own activity tells.</param>
/// <param name="Peak">The most memory of the process so far, in MB.</param>
/// <param name="Result">The fit.</param>
internal sealed record Timing(double Statements, double Fit, double Solve, double Peak, LinearMixedModelFit Result)
{
    /// <summary>The fit's time over that of the statements.</summary>
    public double Ratio => Fit / Statements;

    /// <summary>The same without the search.</summary>
    public double RatioWithoutSolve => (Fit - Solve) / Statements;

    /// <summary>Runs the statements bare and then the fit.</summary>
    public static Timing Of(DbConnection connection, string formula, string source, DatabaseStrategy strategy = DatabaseStrategy.Sums)
    {
        var model = Model.Parse(formula);
        SqlStatement[] statements = [.. model.ShowSql(connection, source, new DatabaseOptions { Strategy = strategy }).Where(static statement => !statement.IsConditional)];
        long start = Stopwatch.GetTimestamp();
        foreach (SqlStatement statement in statements)
        {
            Read(connection, statement.Text);
        }

        double bare = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return Alone(connection, formula, source, strategy) with { Statements = bare };
    }

    /// <summary>Runs the fit, without its statements before it: these take NaN seconds.</summary>
    public static Timing Alone(DbConnection connection, string formula, string source, DatabaseStrategy strategy = DatabaseStrategy.Sums)
    {
        double solve = 0;
        using ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == "Lmm",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => solve = activity.OperationName == "lmm.search" ? activity.Duration.TotalSeconds : solve,
        };
        ActivitySource.AddActivityListener(listener);
        long start = Stopwatch.GetTimestamp();
        LinearMixedModelFit fit = Model.Parse(formula).FitIn(connection, source, options: new DatabaseOptions { Strategy = strategy });
        return new Timing(double.NaN, Stopwatch.GetElapsedTime(start).TotalSeconds, solve, PeakMegabytes(), fit);
    }

    private static void Read(DbConnection connection, string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        for (int number = 1; statement.Contains($"$centre{number}", StringComparison.Ordinal); number++)
        {
            Add($"centre{number}", 0);
            Add($"scale{number}", 1);
        }

        using DbDataReader reader = command.ExecuteReader();
        var values = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(values);
        }

        void Add(string name, double value)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
    }

    // Linux counts what the engine's own allocator takes too.
    private static double PeakMegabytes()
        => File.Exists("/proc/self/status")
            ? double.Parse(File.ReadLines("/proc/self/status").First(static line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024
            : Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
}
