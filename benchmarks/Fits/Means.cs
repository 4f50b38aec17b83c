using System.Diagnostics;
using System.Globalization;

namespace Lmm.Benchmarks.Fits;

/// <summary>Marginal means of a factor of a hundred levels, and all their pairs with Tukey's p-values and Satterthwaite's degrees of freedom.</summary>
internal static class Means
{
    private const int Levels = 100;
    private const int Groups = 60;
    private const int Rows = 6000;
    private const int Repeats = 9;
    private const double Bar = 50;

    /// <summary>Prints the first time in the process and the median of later ones, each of a fit of its own, beside the time that they must not exceed.</summary>
    public static void Show()
    {
        var times = new double[Repeats + 1];
        int pairs = 0;
        for (int repeat = 0; repeat < times.Length; repeat++)
        {
            var fit = (LinearMixedModelFit)Model.Parse("y ~ f + (1 | g)").Fit(Draw(repeat));
            _ = fit.Tests.Coefficients[0].DegreesOfFreedom;
            long start = Stopwatch.GetTimestamp();
            MarginalMeansTable means = fit.MarginalMeans.Of("f");
            _ = means.Rows;
            pairs = means.Pairs().Rows.Count;
            times[repeat] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        double later = times.Skip(1).Order().ElementAt(Repeats / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"means and all {pairs} pairs of a factor of {Levels} levels, {Rows} rows: first {times[0]:F1} ms, later {later:F1} ms (bar {Bar:F0} ms)"));
    }

    private static ModelFrame Draw(int seed)
    {
        var random = new Random(seed);
        string[] levels = [.. Enumerable.Range(0, Levels).Select(static level => string.Create(CultureInfo.InvariantCulture, $"f{level:D2}"))];
        double[] ofGroup = [.. Enumerable.Range(0, Groups).Select(_ => random.NextDouble())];
        int[] group = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Groups))];
        string[] level = [.. group.Select(_ => levels[random.Next(Levels)])];
        return new ModelFrame(
            FrameColumn.Numeric("y", group.Select(own => ofGroup[own] + random.NextDouble())),
            FrameColumn.Text("f", level),
            FrameColumn.Integer("g", group.Select(static own => (long)own)));
    }
}
