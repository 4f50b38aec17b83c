namespace Lmm.Tests.Kernels;

/// <summary>What work allocates.</summary>
internal static class Allocation
{
    /// <summary>The least of some repetitions: what the work allocates it allocates every time, what the runtime does to the thread it does once.</summary>
    public static long Of(Action work)
    {
        long least = long.MaxValue;
        for (int repetition = 0; repetition < 4; repetition++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
