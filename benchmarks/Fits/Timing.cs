using System.Diagnostics;

namespace Lmm.Benchmarks.Fits;

/// <summary>What fitting one model again and again in one process took.</summary>
/// <param name="First">The first fit in the process, in milliseconds: it pays for the just-in-time compiler.</param>
/// <param name="Later">The median of the later fits, in milliseconds.</param>
/// <param name="Fit">The last fit.</param>
internal sealed record Timing(double First, double Later, LinearMixedModelFit Fit)
{
    private const double Budget = 4000;
    private const int FewestRepeats = 5;
    private const int MostRepeats = 20_000;

    /// <summary>Fits once, then as often as a budget of four seconds allows, at least five times more.</summary>
    public static Timing Measure(Case model)
    {
        (double first, LinearMixedModelFit fit) = Time(model);
        List<double> later = [];
        for (double spent = 0; later.Count < FewestRepeats || (spent < Budget && later.Count < MostRepeats); spent += later[^1])
        {
            (double milliseconds, fit) = Time(model);
            later.Add(milliseconds);
        }

        return new Timing(first, later.Order().ElementAt(later.Count / 2), fit);
    }

    private static (double Milliseconds, LinearMixedModelFit Fit) Time(Case model)
    {
        long start = Stopwatch.GetTimestamp();
        LinearMixedModelFit fit = model.Fit();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, fit);
    }
}
