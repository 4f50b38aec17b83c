using System.Diagnostics;

namespace Lmm.Benchmarks.Growth;

/// <summary>What one fit took, as a row of a table.</summary>
internal sealed record Outcome(string Model, int Rows, string Levels, double RowsMegabytes, double Seconds, double ProcessorSeconds, double PeakMegabytes, int Evaluations, bool Converged, double Objective)
{
    /// <summary>The head of the table.</summary>
    public const string Header = """
        | model | rows | levels | rows, MB | fit, s | processor, s | peak, MB | evaluations | converged | objective |
        | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | --- | ---: |
        """;

    /// <summary>Fits once, rows to result, in this process, which has fitted nothing before.</summary>
    public static Outcome Of<TRow>(string model, string levels, TRow[] rows, Func<TRow[], LinearMixedModelFit> fit)
        where TRow : struct
        => Of(model, levels, rows.Length, () => fit(rows));

    /// <summary>Makes rows and fits once, in this process, which has fitted nothing before.</summary>
    public static Outcome Of(string model, string levels, int rows, Func<LinearMixedModelFit> fit)
    {
        GC.Collect();
        double before = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        using var process = Process.GetCurrentProcess();
        double processor = process.TotalProcessorTime.TotalSeconds;
        long start = Stopwatch.GetTimestamp();
        LinearMixedModelFit result = fit();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        return new Outcome(model, rows, levels, before, seconds, process.TotalProcessorTime.TotalSeconds - processor, process.PeakWorkingSet64 / 1e6, result.Convergence.Evaluations, result.Convergence.Converged, result.Objective);
    }

    /// <inheritdoc/>
    public override string ToString()
        => $"| {Model} | {Rows:N0} | {Levels} | {RowsMegabytes:F0} | {Seconds:F2} | {ProcessorSeconds:F2} | {PeakMegabytes:F0} | {Evaluations} | {(Converged ? "yes" : "no")} | {Objective:F4} |";
}
