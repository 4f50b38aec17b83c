namespace Lmm;

/// <summary>How far many fits have come.</summary>
/// <param name="Done">The number of responses that are done.</param>
/// <param name="Total">The number of responses.</param>
public readonly record struct FitProgress(int Done, int Total);
