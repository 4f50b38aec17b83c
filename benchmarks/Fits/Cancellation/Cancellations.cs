using System.Runtime.InteropServices;

namespace Lmm.Benchmarks.Fits.Cancellation;

/// <summary>A table of how fast work ends that is cancelled.</summary>
internal static class Cancellations
{
    /// <summary>Prints the table.</summary>
    /// <param name="part">What the names of the kinds of work must contain.</param>
    public static void Show(string part)
    {
        Console.WriteLine($"{Machine.Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"{"cancelled at 20 random moments",-42}{"whole ms",10}{"median ms",11}{"worst ms",10}  slowest");
        foreach (Workload work in Workloads.All.Where(work => work.Name.Contains(part, StringComparison.Ordinal)))
        {
            Latency latency = Latency.Measure(work.Prepare());
            Console.WriteLine($"{work.Name,-42}{latency.Whole,10:F0}{latency.Median,11:F2}{latency.Worst,10:F2}  {latency.Slowest}");
        }
    }
}
