namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>Two fits of which the criteria cannot both be minima.</summary>
/// <param name="Kind">What the other fit lacks, or how it is written.</param>
/// <param name="Formula">The other fit's formula.</param>
/// <param name="Excess">By how much the model lies above the other fit; negative when the other lies higher.</param>
internal sealed record Disagreement(string Kind, string Formula, double Excess);
