using Lmm;

/// <summary>The average reaction time of one subject, in milliseconds, after some days with three hours of sleep (Belenky et al., 2003).</summary>
[Model("Reaction ~ Days + (Days | Subject)")]
public sealed record Trial(double Reaction, double Days, string Subject);
