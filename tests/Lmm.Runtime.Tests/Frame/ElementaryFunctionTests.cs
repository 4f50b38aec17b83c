namespace Lmm.Runtime.Tests.Frame;

public class ElementaryFunctionTests
{
    // A few units in the last place of a double.
    private const double Tolerance = 5e-16;

    private static void AssertClose(double expected, double actual)
        => Assert.True(
            Math.Abs(actual - expected) <= Tolerance * Math.Abs(expected),
            FormattableString.Invariant($"expected {expected:R}, got {actual:R}"));

    // Reference values: mpmath 1.3.0 with 700 digits, of the double nearest to the decimal, rounded to a double.
    [Theory]
    [InlineData(1E-300, 1E-300)]
    [InlineData(1E-20, 1E-20)]
    [InlineData(-1E-17, -1E-17)]
    [InlineData(1E-16, 1E-16)]
    [InlineData(3E-16, 2.9999999999999994E-16)]
    [InlineData(-2.5E-16, -2.5000000000000007E-16)]
    [InlineData(1E-10, 9.999999999500001E-11)]
    [InlineData(-1E-08, -1.0000000050000001E-08)]
    [InlineData(1.1E-05, 1.0999939500443663E-05)]
    [InlineData(-0.001, -0.0010005003335835335)]
    [InlineData(0.0123, 0.01222496962256897)]
    [InlineData(-0.25, -0.2876820724517809)]
    [InlineData(0.3, 0.26236426446749106)]
    [InlineData(-0.5, -0.6931471805599453)]
    [InlineData(0.7, 0.5306282510621704)]
    [InlineData(-0.9, -2.302585092994046)]
    [InlineData(-0.999999, -13.815510557935518)]
    [InlineData(1.0, 0.6931471805599453)]
    [InlineData(2.5, 1.252762968495368)]
    [InlineData(41.0, 3.7376696182833684)]
    [InlineData(10000000000.0, 23.025850930040455)]
    [InlineData(1E+200, 460.51701859880916)]
    [InlineData(1.7E+308, 709.7268368932282)]
    public void Log1p_is_exact_to_rounding(double x, double expected) => AssertClose(expected, ElementaryFunctions.Log1p(x));

    [Theory]
    [InlineData(1E-300, 1E-300)]
    [InlineData(1E-20, 1E-20)]
    [InlineData(-1E-17, -1E-17)]
    [InlineData(1E-16, 1E-16)]
    [InlineData(3E-16, 3.0000000000000004E-16)]
    [InlineData(-2.5E-16, -2.4999999999999997E-16)]
    [InlineData(1E-10, 1.00000000005E-10)]
    [InlineData(-1E-08, -9.999999950000001E-09)]
    [InlineData(1.1E-05, 1.1000060500221833E-05)]
    [InlineData(-0.001, -0.0009995001666250085)]
    [InlineData(0.0123, 0.012375956100545244)]
    [InlineData(-0.25, -0.22119921692859512)]
    [InlineData(0.3, 0.3498588075760031)]
    [InlineData(-0.5, -0.3934693402873666)]
    [InlineData(0.7, 1.0137527074704764)]
    [InlineData(0.95, 1.5857096593158462)]
    [InlineData(-0.999999, -0.6321201909489326)]
    [InlineData(1.0, 1.7182818284590453)]
    [InlineData(-1.5, -0.7768698398515702)]
    [InlineData(2.5, 11.182493960703473)]
    [InlineData(-20.0, -0.9999999979388464)]
    [InlineData(41.0, 6.398434935300549E+17)]
    [InlineData(700.0, 1.0142320547350045E+304)]
    public void Expm1_is_exact_to_rounding(double x, double expected) => AssertClose(expected, ElementaryFunctions.Expm1(x));

    [Fact]
    public void Log1p_and_expm1_have_the_limits_of_the_functions()
    {
        Assert.Equal(double.NegativeInfinity, ElementaryFunctions.Log1p(-1));
        Assert.Equal(double.NaN, ElementaryFunctions.Log1p(-1.5));
        Assert.Equal(double.PositiveInfinity, ElementaryFunctions.Log1p(double.PositiveInfinity));
        Assert.Equal(double.NaN, ElementaryFunctions.Log1p(double.NaN));
        Assert.Equal(-1, ElementaryFunctions.Expm1(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, ElementaryFunctions.Expm1(1000));
        Assert.Equal(double.NaN, ElementaryFunctions.Expm1(double.NaN));
    }

    // R 4.2.2: 0.1^2 is 0.1 * 0.1, (-2)^3, 2^0.5, 0^0, 1^NaN, (-8)^(1/3).
    [Theory]
    [InlineData(0.1, 2, 0.1 * 0.1)]
    [InlineData(-2, 3, -8)]
    [InlineData(2, 0.5, 1.4142135623730951)]
    [InlineData(0, 0, 1)]
    [InlineData(1, double.NaN, 1)]
    [InlineData(-8, 1 / 3.0, double.NaN)]
    [InlineData(3, -1, 1 / 3.0)]
    public void Powers_are_those_of_R(double x, double y, double expected) => Assert.Equal(expected, ElementaryFunctions.Power(x, y));

    [Fact]
    public void Logarithms_of_powers_of_their_base_are_whole()
    {
        Assert.Equal(3, ElementaryFunctions.Log10(1000));
        Assert.Equal(10, ElementaryFunctions.Log2(1024));
        Assert.Equal(0, ElementaryFunctions.Log(1));
    }

    [Fact]
    public void Exponential_root_and_modulus_are_those_of_the_platform()
    {
        Assert.Equal(Math.E, ElementaryFunctions.Exp(1));
        Assert.Equal(1.5, ElementaryFunctions.Sqrt(2.25));
        Assert.Equal(2.5, ElementaryFunctions.Abs(-2.5));
    }
}
