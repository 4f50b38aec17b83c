using Lmm;

namespace Endpoint;

/// <summary>What a client posts: one measurement of a subject.</summary>
[Model("reaction ~ days + (days | subject)")]
internal sealed record Measurement(double Reaction, double Days, string Subject);
