using System.Diagnostics;

namespace Lmm.Benchmarks.Fits;

/// <summary>What refits of one model took, one after the other in one workspace.</summary>
/// <param name="First">The first refit, in microseconds.</param>
/// <param name="Later">The median of 5,000 refits after as many to warm up, in microseconds.</param>
/// <param name="Allocated">The bytes that a refit allocates once it is warm.</param>
/// <param name="Workspace">The workspace after the last refit.</param>
internal sealed record RefitTiming(double First, double Later, long Allocated, FitWorkspace Workspace)
{
    private const int Repeats = 5_000;

    /// <summary>Refits a model to responses in turn.</summary>
    public static RefitTiming Measure(LinearMixedModelFit fit, double[][] responses)
    {
        FitWorkspace workspace = fit.RefitWorkspace();
        var times = new double[2 * Repeats];
        for (int repeat = 0; repeat < times.Length; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            workspace.Refit(responses[repeat % responses.Length]);
            times[repeat] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        workspace.Refit(responses[0]);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return new RefitTiming(times[0], times.Skip(Repeats).Order().ElementAt(Repeats / 2), allocated, workspace);
    }
}
