using System.Diagnostics;

namespace Lmm.Benchmarks.Kernels;

/// <summary>Times short work.</summary>
internal static class Clock
{
    private const double LeastSeconds = 1.5;
    private const int FewestRuns = 3;

    /// <summary>The shortest time of a run, in seconds, over as many runs as fit a fraction of a second: what the machine does when nothing interrupts it.</summary>
    public static double Best(Action prepare, Action work)
    {
        double best = double.PositiveInfinity;
        double total = 0;
        for (int run = 0; run < FewestRuns || total < LeastSeconds; run++)
        {
            prepare();
            long start = Stopwatch.GetTimestamp();
            work();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            best = Math.Min(best, seconds);
            total += seconds;
        }

        return best;
    }
}
