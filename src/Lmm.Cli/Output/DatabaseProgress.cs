using System.Diagnostics;

namespace Lmm.Cli.Output;

/// <summary>Tells when the rows of a database have been summed, and that the sums are being fitted.</summary>
/// <param name="stages">The stages of the run.</param>
/// <param name="fitting">What is being done then.</param>
internal sealed class DatabaseProgress(Stages stages, string fitting) : IProgress<FitProgress>
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>What it took to sum the rows.</summary>
    public TimeSpan SummingTime { get; private set; }

    /// <inheritdoc/>
    public void Report(FitProgress value)
    {
        if (value.Stage != FitStage.Design && SummingTime == TimeSpan.Zero)
        {
            SummingTime = Stopwatch.GetElapsedTime(_start);
            stages.Say(fitting);
        }
    }
}
