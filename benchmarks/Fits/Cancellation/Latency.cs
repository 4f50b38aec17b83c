using System.Diagnostics;

namespace Lmm.Benchmarks.Fits.Cancellation;

/// <summary>How long work goes on after it has been cancelled.</summary>
/// <param name="Whole">The whole work, in milliseconds.</param>
/// <param name="Delays">Milliseconds from each cancellation to the end of the work, in ascending order.</param>
/// <param name="Slowest">The method in which the slowest one ended.</param>
internal sealed record Latency(double Whole, double[] Delays, string Slowest)
{
    private const int Moments = 20;

    /// <summary>The median delay, in milliseconds; NaN where the work was over before it was cancelled.</summary>
    public double Median => Delays.Length == 0 ? double.NaN : Delays[Delays.Length / 2];

    /// <summary>The longest delay, in milliseconds.</summary>
    public double Worst => Delays.Length == 0 ? double.NaN : Delays[^1];

    /// <summary>Does the work twice to the end, and cancels it at 20 random moments, drawn from a fixed seed.</summary>
    public static Latency Measure(Action<CancellationToken> work)
    {
        work(CancellationToken.None);
        long start = Stopwatch.GetTimestamp();
        work(CancellationToken.None);
        double whole = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var random = new Random(1);
        List<(double Delay, string Place)> delays = [];
        for (int moment = 0; moment < Moments; moment++)
        {
            if (Cancel(work, random.NextDouble() * whole) is { } delay)
            {
                delays.Add(delay);
            }
        }

        return new Latency(whole, [.. delays.Select(static delay => delay.Delay).Order()], delays.MaxBy(static delay => delay.Delay).Place ?? "");
    }

    private static (double Delay, string Place)? Cancel(Action<CancellationToken> work, double after)
    {
        using var source = new CancellationTokenSource();
        long ended = 0;
        string place = "";
        var worker = new Thread(() =>
        {
            try
            {
                work(source.Token);
                place = "ended as if it had not been cancelled";
            }
            catch (OperationCanceledException fault)
            {
                place = string.Join(" < ", new StackTrace(fault).GetFrames().Select(static frame => frame.GetMethod())
                    .Where(static method => method?.DeclaringType?.Namespace?.StartsWith(nameof(Lmm), StringComparison.Ordinal) == true)
                    .Select(static method => $"{method!.DeclaringType!.Name}.{method.Name}").Take(3));
            }

            ended = Stopwatch.GetTimestamp();
        });
        worker.Start();
        if (worker.Join(TimeSpan.FromMilliseconds(after)))
        {
            return null;
        }

        long cancelled = Stopwatch.GetTimestamp();
        source.Cancel();
        worker.Join();
        return (Stopwatch.GetElapsedTime(cancelled, ended).TotalMilliseconds, place);
    }
}
