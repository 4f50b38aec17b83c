using System.Diagnostics;

namespace Lmm.Benchmarks.Fits;

/// <summary>Refits of one model to new responses, and many responses on one design.</summary>
internal static class Refits
{
    private const int Repeats = 2_000;

    /// <summary>Prints the median time of a refit, and what the calling thread allocates for one.</summary>
    public static void Measure(LinearMixedModelFit fit, double[][] responses)
    {
        FitWorkspace workspace = fit.Workspace();
        var times = new double[Repeats];
        for (int repeat = -Repeats; repeat < Repeats; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            workspace.Refit(responses[(repeat + Repeats) % responses.Length]);
            if (repeat >= 0)
            {
                times[repeat] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        workspace.Refit(responses[0]);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(times);
        Console.WriteLine($"{"refit of " + fit.Formula,-58}{fit.ObservationCount,9}{times[Repeats / 2],11:F1} us median{times[Repeats / 20],9:F1} us 5 %{allocated,8} bytes allocated");
    }

    /// <summary>Responses drawn from a fitted model: fitted values plus new residuals, deterministic.</summary>
    public static double[][] Simulate(LinearMixedModelFit fit, int count)
    {
        var random = new Random(1);
        var responses = new double[count][];
        for (int index = 0; index < count; index++)
        {
            responses[index] = Array.ConvertAll(fit.FittedValues, value => value + (fit.Sigma * Normal(random)));
        }

        return responses;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
