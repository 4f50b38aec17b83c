using System.Diagnostics;
using System.Globalization;

namespace Lmm.Benchmarks.Fits;

/// <summary>The power of a test in sleepstudy: responses simulated, fitted and tested by Satterthwaite's method.</summary>
internal static class Powers
{
    private const int Repeats = 5;
    private const double Bar = 1;

    /// <summary>Prints the first time in the process and the median of later ones, beside the time that they must not exceed.</summary>
    public static void Show()
    {
        LinearMixedModelFit sleepstudy = Cases.Load("sleepstudy").Fit();
        PowerOptions options = PowerOptions.Default with { Effects = new Dictionary<string, double> { ["Days"] = 5 } };
        var times = new double[Repeats + 1];
        PowerRow row = null!;
        for (int repeat = 0; repeat < times.Length; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            row = sleepstudy.Power(PowerTest.Coefficient("Days"), options).Rows[0];
            times[repeat] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        double later = times.Skip(1).Order().ElementAt(Repeats / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Draws} power simulations of {sleepstudy.Formula}: first {times[0]:F3} s, later {later:F3} s (bar {Bar:F0} s); {row}"));
    }
}
