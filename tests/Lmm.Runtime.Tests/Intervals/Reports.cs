namespace Lmm.Tests.Intervals;

/// <summary>Reports of progress in the order in which they came.</summary>
internal sealed class Reports : IProgress<FitProgress>
{
    public List<FitProgress> Seen { get; } = [];

    public void Report(FitProgress value) => Seen.Add(value);
}
