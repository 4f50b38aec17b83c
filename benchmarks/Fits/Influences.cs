using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lmm.Benchmarks.Fits;

/// <summary>What the influence of rows and of levels costs on the lecture evaluations, REML.</summary>
internal static class Influences
{
    private const int SampledLevels = 40;

    /// <summary>Prints times, each of a fit of its own, and evaluations.</summary>
    public static void Show()
    {
        Console.WriteLine($"{Machine.Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
        Case model = Cases.Load("insteval");
        LinearMixedModelFit fit = Fitted(model);
        int evaluations = fit.Convergence.Evaluations;
        (double rows, _) = Timed(() => fit.Influence.CooksDistances);
        Console.WriteLine($"Cook's distances of {fit.ObservationCount} rows: {rows:F2} s");
        fit = Fitted(model);
        (double held, LevelInfluenceTable students) = Timed(() => fit.Influence.By("s"));
        Console.WriteLine($"deletion of each of {students.Count} students at the fitted theta: {held:F2} s");
        (double lecturers, LevelInfluenceTable others) = Timed(() => fit.Influence.By("d"));
        Console.WriteLine($"deletion of each of {others.Count} lecturers at the fitted theta: {lecturers:F2} s");
        string[] sample = [.. students.Select(static level => level.Level).Where((_, index) => index % (students.Count / SampledLevels) == 0)];
        (double refits, LevelInfluenceTable refitted) = Timed(() => fit.Influence.By("s", InfluenceMethod.Refitted, sample));
        Console.WriteLine(
            $"theta refitted without each of {refitted.Count} students: {refits / refitted.Count:F3} s a level, {refitted.Average(static level => level.Evaluations):F2} evaluations on average, {refitted.Max(static level => level.Evaluations)} at the most; a fit takes {evaluations}");
    }

    private static LinearMixedModelFit Fitted(Case model) => model.Fit(Estimation.RestrictedMaximumLikelihood);

    private static (double Seconds, TResult Result) Timed<TResult>(Func<TResult> work)
    {
        long start = Stopwatch.GetTimestamp();
        TResult result = work();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, result);
    }
}
