using System.Diagnostics;
using System.Globalization;

namespace Lmm.Benchmarks.Fits;

/// <summary>Profile intervals of all parameters of the Machines model, and parametric-bootstrap refits of sleepstudy, simulation included.</summary>
internal static class Intervals
{
    private const int Draws = 10_000;
    private const int Repeats = 5;

    /// <summary>Prints the figures: of each the first in the process and the median of later ones.</summary>
    public static void Show()
    {
        LinearMixedModelFit machines = MachineScoreModel.Fit(MachineScores(), Estimation.MaximumLikelihood);
        (double first, double later) = Time(() => machines.Intervals.Profile());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"profile intervals of {machines.Formula}, {machines.Intervals.Names.Count} parameters: first {first:F3} s, later {later:F3} s"));

        LinearMixedModelFit sleepstudy = Cases.Load("sleepstudy").Fit();
        (first, later) = Time(() => sleepstudy.Intervals.Resample(Draws));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Draws} bootstrap refits of {sleepstudy.Formula}: first {first:F3} s, later {later:F3} s, {1e6 * later / Draws:F1} us a draw"));
    }

    private static MachineScore[] MachineScores() => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "Machines.csv")).Skip(1)
        .Select(static line => line.Split(','))
        .Select(static cells => new MachineScore(double.Parse(cells[2], CultureInfo.InvariantCulture), cells[1], cells[0]))];

    private static (double First, double Later) Time(Action work)
    {
        var times = new double[Repeats + 1];
        for (int repeat = 0; repeat < times.Length; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            times[repeat] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return (times[0], times.Skip(1).Order().ElementAt(Repeats / 2));
    }
}
