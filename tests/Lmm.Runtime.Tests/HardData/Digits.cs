namespace Lmm.Tests.HardData;

/// <summary>Equality to the digits that a reference value has.</summary>
internal static class Digits
{
    /// <summary>Equal to one unit of the last digit written, or to a millionth, whichever is more.</summary>
    public static void Agree(decimal expected, double actual)
        => Assert.Equal((double)expected, actual, Math.Max(Math.Pow(10, -expected.Scale), 1e-6 + (1e-8 * Math.Abs((double)expected))));
}
