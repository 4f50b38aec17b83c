namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>How far two values of a criterion may be apart and yet be the same.</summary>
internal static class Tolerance
{
    /// <summary>Against a reference, whose own optimizers stop early.</summary>
    public static double ForReference(double value) => 1e-5 + (1e-9 * Math.Abs(value));

    /// <summary>Between Lmm's own optima.</summary>
    public static double ForOwn(double value) => 1e-6 + (1e-9 * Math.Abs(value));

    /// <summary>Between lme4's and Lmm's criterion at one θ: further apart, one of them has lost its digits.</summary>
    public static double ForCriteria(double value) => 1e-4 + (1e-7 * Math.Abs(value));
}
