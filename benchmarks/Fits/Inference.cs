using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lmm.Benchmarks.Fits;

/// <summary>What tests of fixed effects cost beside the fit, by method.</summary>
internal static class Inference
{
    private const int Rounds = 5;

    /// <summary>Prints a table: times are medians, memory is the peak of the process when the model's turn was over.</summary>
    /// <param name="names">The names of the models.</param>
    public static void Show(IEnumerable<string> names)
    {
        Console.WriteLine($"{Machine.Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"{"model",-58}{"rows",9}{"fit ms",10}{"Satterthwaite ms",18}{"Kenward-Roger ms",18}{"peak MB",9}");
        foreach (string name in names)
        {
            Case model = Cases.Load(name);
            LinearMixedModelFit fit = model.Fit();
            double fitting = Median(() => model.Fit(Estimation.RestrictedMaximumLikelihood));
            double satterthwaite = Median(() => model.Fit(Estimation.RestrictedMaximumLikelihood), static fitted => _ = fitted.Tests.Coefficients);
            double kenwardRoger = Median(
                () => model.Fit(Estimation.RestrictedMaximumLikelihood), static fitted => _ = fitted.Tests.With(DegreesOfFreedomMethod.KenwardRoger).Coefficients);
            double peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
            Console.WriteLine($"{model.Formula,-58}{fit.ObservationCount,9}{fitting,10:F2}{satterthwaite,18:F2}{kenwardRoger,18:F2}{peak,9:F0}");
        }
    }

    private static double Median(Func<LinearMixedModelFit> fit) => Median(static () => null!, _ => fit());

    // The median time of what is done with a fit of its own, for a fit keeps what it has computed.
    private static double Median(Func<LinearMixedModelFit> prepare, Action<LinearMixedModelFit> work)
    {
        var times = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            LinearMixedModelFit fit = prepare();
            long start = Stopwatch.GetTimestamp();
            work(fit);
            times[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Rounds / 2];
    }
}
