using System.Diagnostics;

namespace Lmm.Benchmarks.Kernels;

/// <summary>Times short work.</summary>
internal static class Clock
{
    private const double LeastSeconds = 1;
    private const int FewestRuns = 3;

    /// <summary>The shortest time of a run on one thread, in seconds of processor time, which other work on the machine does not lengthen.</summary>
    public static double Processor(Action prepare, Action work) => Best(prepare, work, static () => Environment.CpuUsage.TotalTime.TotalSeconds);

    /// <summary>The shortest time of a run, in seconds by the clock.</summary>
    public static double Elapsed(Action prepare, Action work) => Best(prepare, work, static () => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);

    private static double Best(Action prepare, Action work, Func<double> now)
    {
        double best = double.PositiveInfinity;
        double total = 0;
        for (int run = 0; run < FewestRuns || total < LeastSeconds; run++)
        {
            prepare();
            double start = now();
            work();
            double seconds = now() - start;
            best = Math.Min(best, seconds);
            total += seconds;
        }

        return best;
    }
}
