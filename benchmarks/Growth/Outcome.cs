using System.Diagnostics;

namespace Lmm.Benchmarks.Growth;

/// <summary>What one fit took, as a row of a table.</summary>
internal sealed record Outcome(string Model, int Rows, string Levels, double RowsMegabytes, double Seconds, double PeakMegabytes, int Evaluations, bool Converged, double Objective)
{
    /// <summary>The head of the table.</summary>
    public const string Header = """
        | model | rows | levels | rows, MB | fit, s | peak, MB | evaluations | converged | objective |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |
        """;

    /// <summary>Fits once, rows to result, in this process, which has fitted nothing before.</summary>
    public static Outcome Of<TRow>(string model, string levels, TRow[] rows, Func<TRow[], LinearMixedModelFit> fit)
        where TRow : struct
    {
        GC.Collect();
        double before = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        long start = Stopwatch.GetTimestamp();
        LinearMixedModelFit result = fit(rows);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        using var process = Process.GetCurrentProcess();
        return new Outcome(model, rows.Length, levels, before, seconds, process.PeakWorkingSet64 / 1e6, result.Convergence.Evaluations, result.Convergence.Converged, result.Objective);
    }

    /// <inheritdoc/>
    public override string ToString()
        => $"| {Model} | {Rows:N0} | {Levels} | {RowsMegabytes:F0} | {Seconds:F3} | {PeakMegabytes:F0} | {Evaluations} | {(Converged ? "yes" : "no")} | {Objective:F4} |";
}
