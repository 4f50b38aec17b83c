namespace Lmm.Tests.Results;

internal static class NumericAssert
{
    /// <summary>Equal to a relative tolerance; NaN equals NaN.</summary>
    public static void Close(double expected, double actual, double relative)
        => Assert.True(
            expected.Equals(actual) || Math.Abs(actual - expected) <= relative * Math.Abs(expected),
            $"expected {expected:R}, got {actual:R}, relative tolerance {relative}");

    /// <summary>Equal element by element, to a tolerance relative to the largest magnitude; NaN equals NaN.</summary>
    public static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 0;
        foreach (double value in expected)
        {
            scale = double.IsNaN(value) ? scale : Math.Max(scale, Math.Abs(value));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(actual[i] - expected[i]) <= relative * scale,
                $"element {i}: expected {expected[i]:R}, got {actual[i]:R}, tolerance {relative} of {scale:R}");
        }
    }
}
