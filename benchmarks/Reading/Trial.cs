namespace Lmm.Benchmarks.Reading;

[Model("reaction ~ dose + day + (dose | subject) + (1 | item)")]
public sealed record Trial(double Reaction, double Dose, int Day, string Subject, string Item);
