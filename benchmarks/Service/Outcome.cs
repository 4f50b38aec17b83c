using System.Globalization;

namespace Lmm.Benchmarks.ServiceLoad;

/// <summary>What came of a load.</summary>
/// <param name="Case">The load.</param>
/// <param name="Duration">How long it was.</param>
/// <param name="Latencies">The times from post to answer of the requests that were answered with a fit, ascending, in seconds.</param>
/// <param name="Different">Fits that are not the library's.</param>
/// <param name="TurnedAway">Answers that the service is busy; each was followed by another try.</param>
/// <param name="Lost">Requests without an answer, or with another than these two.</param>
/// <param name="Memory">Working set and heap of the service each second, in bytes.</param>
internal sealed record Outcome(Case Case, TimeSpan Duration, double[] Latencies, int Different, int TurnedAway, int Lost, (long WorkingSet, long Heap)[] Memory)
{
    private const double Mebibyte = 1 << 20;

    /// <summary>The head of the table.</summary>
    public static string Head => """
        | body | clients | fits | fits/s | median, ms | 99 %, ms | different | turned away | lost | working set, MiB | heap, MiB |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        """;

    /// <summary>A row of the table; memory is the median of the first and of the last quarter of the time.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Case.Name} | {Case.Clients} | {Latencies.Length} | {Latencies.Length / Duration.TotalSeconds:F1} | {1000 * Quantile(0.5):F1} | {1000 * Quantile(0.99):F1} | {Different} | {TurnedAway} | {Lost} | {Quarters(static memory => memory.WorkingSet)} | {Quarters(static memory => memory.Heap)} |");

    private double Quantile(double probability) => Latencies.Length == 0 ? double.NaN : Latencies[(int)(probability * (Latencies.Length - 1))];

    private string Quarters(Func<(long WorkingSet, long Heap), long> of)
    {
        int quarter = Math.Max(1, Memory.Length / 4);
        return string.Create(CultureInfo.InvariantCulture, $"{Median(Memory[..quarter]):F0} → {Median(Memory[^quarter..]):F0}");

        double Median((long WorkingSet, long Heap)[] samples) => samples.Select(of).Order().ElementAt(samples.Length / 2) / Mebibyte;
    }
}
