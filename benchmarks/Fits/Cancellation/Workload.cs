namespace Lmm.Benchmarks.Fits.Cancellation;

/// <summary>Work that takes long, to be cancelled.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Prepare">Makes its data, and returns the work on them.</param>
internal sealed record Workload(string Name, Func<Action<CancellationToken>> Prepare);
