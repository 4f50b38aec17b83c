namespace Lmm.Tests.BadInput;

public enum Dose
{
    Low,
    High,
}

[Model("response ~ time + dose + (time | subject)")]
[Model("response ~ time + dose + (1 | subject)", Name = "InterceptModel")]
[Model("response ~ time + doubled + (1 | subject)", Name = "CollinearModel")]
[Model("response ~ time + dose + (1 | subject)", Name = "WeightedModel", Weights = "weight")]
[Model("response ~ time + dose", Name = "FixedModel")]
[Model("response ~ time + doubled", Name = "CollinearFixedModel")]
public sealed record Trial(double? Response, double Time, Dose Dose, string? Subject, double Weight = 1)
{
    /// <summary>Collinear with the time by design.</summary>
    public double Doubled => 2 * Time;
}
