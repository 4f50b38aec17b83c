using System.Diagnostics;
using System.Globalization;

namespace GeneExpression;

/// <summary>Times the steps of the program.</summary>
internal sealed class Stopwatches
{
    private readonly List<(string Step, TimeSpan Elapsed)> _steps = [];

    /// <summary>Runs a step and remembers how long it took.</summary>
    public T Time<T>(string step, Func<T> work)
    {
        long start = Stopwatch.GetTimestamp();
        T result = work();
        _steps.Add((step, Stopwatch.GetElapsedTime(start)));
        return result;
    }

    /// <summary>The steps with their times.</summary>
    public override string ToString() => string.Join(
        '\n',
        _steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"  {step.Step,-52}{step.Elapsed.TotalMilliseconds,9:F1} ms")));
}
