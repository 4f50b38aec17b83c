using Lmm;

namespace Service;

/// <summary>What is fitted: the average reaction time of a subject, in milliseconds, on a day of three hours in bed (Belenky et al., 2003).</summary>
[Model("Reaction ~ Days + (Days | Subject)")]
internal sealed record Trial(double Reaction, double Days, string Subject);
