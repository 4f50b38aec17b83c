namespace Lmm.Benchmarks.Reading;

/// <summary>What subjects were given.</summary>
public enum Arm
{
    Placebo,
    Low,
    High,
}

/// <summary>A row of a query: numbers, one that may be missing, a text, an enum by name and a date.</summary>
[Model("reaction ~ dose + day + arm + (dose | subject)")]
public sealed record Visit(double Reaction, double Dose, double? Weight, int Day, string Subject, Arm Arm, DateOnly Date);
