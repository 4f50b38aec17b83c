using Lmm;

namespace Batch;

/// <summary>A row of the table of measurements.</summary>
[Model("reaction ~ days + (days | subject)")]
internal sealed record Measurement(double Reaction, double Days, string Subject);
