using System.Diagnostics;
using System.Globalization;

namespace Lmm.Cli.Output;

/// <summary>The stages of a run: the one that is on, and those that are done with the time that each took.</summary>
internal sealed class Stages
{
    private readonly List<string> _done = [];
    private volatile string _current = "starting";

    /// <summary>What is being done, such as <c>reading sleepstudy.csv</c>.</summary>
    public string Current => _current;

    /// <summary>Does a stage's work and times it.</summary>
    /// <param name="doing">What it does, such as <c>reading sleepstudy.csv</c>.</param>
    /// <param name="work">The work.</param>
    /// <param name="done">What there is to say afterwards, such as <c>read 180 rows</c>.</param>
    /// <param name="cancellationToken">Stops after the stage when the work itself did not.</param>
    public (T Result, TimeSpan Time) Run<T>(string doing, Func<T> work, Func<T, string> done, CancellationToken cancellationToken)
    {
        _current = doing;
        long start = Stopwatch.GetTimestamp();
        T result = work();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        _done.Add(string.Create(CultureInfo.InvariantCulture, $"{done(result)} ({time.TotalSeconds:F2} s)"));
        cancellationToken.ThrowIfCancellationRequested();
        return (result, time);
    }

    /// <summary>Says how far the stage that is on has come.</summary>
    /// <param name="doing">What it does, such as <c>finding profile intervals, 3 of 12</c>.</param>
    public void Say(string doing) => _current = doing;

    /// <summary>What a run that was stopped has done, in a sentence.</summary>
    public string Account()
        => $"stopped while {Current}; {(_done.Count == 0 ? "nothing was done before that" : $"done before that: {string.Join(", ", _done)}")}.";
}
