namespace Lmm.Tests.Services;

/// <summary>Keeps what it is told, and lets a test act on it, on the thread that reports.</summary>
internal sealed class Reports(Action<FitProgress>? onReport = null) : IProgress<FitProgress>
{
    /// <summary>All reports so far.</summary>
    public List<FitProgress> All { get; } = [];

    public void Report(FitProgress value)
    {
        All.Add(value);
        onReport?.Invoke(value);
    }
}
