using System.Diagnostics;
using System.Globalization;

namespace Lmm.Benchmarks.Fits;

/// <summary>Refits of the sleepstudy model to new responses, and many responses on its design.</summary>
internal static class Refits
{
    private const int Responses = 18_000;
    private const int ManyRepeats = 5;

    /// <summary>Prints the figures.</summary>
    public static void Show()
    {
        LinearMixedModelFit fit = Cases.Load("sleepstudy").Fit();
        double[][] responses = Simulate(fit, Responses);
        RefitTiming refits = RefitTiming.Measure(fit, responses);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fit.Formula}: refit {refits.Later:F1} us, the first in the process {refits.First:F1} us, {refits.Allocated} bytes allocated"));
        int evaluations = refits.Workspace.Evaluations;
        refits.Workspace.Refit(responses[0], refits.Workspace.Theta);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"evaluations: {evaluations}, started at the optimum {refits.Workspace.Evaluations}"));
        for (int threads = 1; threads <= Environment.ProcessorCount; threads *= 2)
        {
            (double seconds, ManyFits fits) = TimeMany(fit, responses, threads);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fits}, {threads} threads, median of {ManyRepeats}: {seconds:F2} s"));
        }
    }

    /// <summary>Responses as the fitted model would draw them with the groups it has seen: fitted values plus normal errors, from a fixed seed.</summary>
    public static double[][] Simulate(LinearMixedModelFit fit, int count)
    {
        var random = new Random(1);
        var responses = new double[count][];
        for (int index = 0; index < count; index++)
        {
            responses[index] = [.. fit.FittedValues.Select(value => value + (fit.Sigma * Normal(random)))];
        }

        return responses;
    }

    private static (double Seconds, ManyFits Fits) TimeMany(LinearMixedModelFit fit, double[][] responses, int threads)
    {
        SleepDay[] rows = Cases.Sleepstudy();
        var table = new ResponseTable(responses);
        FitOptions options = FitOptions.Default with { MaximumThreads = threads };
        var times = new double[ManyRepeats];
        ManyFits? fits = null;
        for (int repeat = 0; repeat < ManyRepeats; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            fits = SleepDayModel.FitMany(rows, table, fit.Estimation, options);
            times[repeat] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return (times.Order().ElementAt(ManyRepeats / 2), fits!);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
