using System.Text.Json;
using Lmm.Distributions;
using Lmm.Tests.Results;

namespace Lmm.Tests.Inference;

/// <summary>The studentised range against integrals in 33 digits (tests/reference/studentized-range.c), closed forms and R 4.2.2.</summary>
public class StudentizedRangeTests
{
    // Relative, also where tails are 1e-16.
    private const double Tolerance = 1e-12;

    // ptukey(q, means, df, lower.tail = FALSE) near 5 %, which is off by up to 2e-6 for five degrees of freedom and takes 25,000 for infinitely many.
    private static readonly (double Q, int Means, double DegreesOfFreedom, double Tail)[] FromR =
    [
        (3.64, 2, 5, 0.04980100344), (4.6, 3, 5, 0.0500653416), (6.03, 6, 5, 0.05009168583), (8.21, 20, 5, 0.04995183184), (10.69, 100, 5, 0.05006941789),
        (2.98, 2, 17, 0.0502562689), (3.63, 3, 17, 0.04985935215), (4.52, 6, 17, 0.05025076145), (5.84, 20, 17, 0.05014517049), (7.38, 100, 17, 0.04982282313),
        (2.8, 2, 120, 0.05000357773), (3.36, 3, 120, 0.0496679049), (4.1, 6, 120, 0.04962275827), (5.13, 20, 120, 0.04957448878), (6.28, 100, 120, 0.04942873729),
        (2.77, 2, double.PositiveInfinity, 0.05014959632), (3.31, 3, double.PositiveInfinity, 0.05040337215), (4.03, 6, double.PositiveInfinity, 0.05000917584), (5.01, 20, double.PositiveInfinity, 0.05019522922), (6.08, 100, double.PositiveInfinity, 0.0506247514),
    ];

    private static readonly (double Q, int Means, double DegreesOfFreedom, double Tail)[] Reference =
    [
        .. JsonSerializer.Deserialize<JsonElement[][]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Inference", "Reference", "studentized-range.json")))!
            .Select(static row => (row[0].GetDouble(), row[1].GetInt32(), row[2].ValueKind == JsonValueKind.String ? double.PositiveInfinity : row[2].GetDouble(), row[3].GetDouble())),
    ];

    [Fact]
    public void Tails_agree_with_integration_of_high_precision()
        => Assert.All(Reference, static row => NumericAssert.Close(row.Tail, new StudentizedRange(row.Means).UpperTail(row.Q, row.DegreesOfFreedom), Tolerance));

    // A tail near one knows its quantile to fewer digits.
    [Fact]
    public void Quantiles_lead_back_to_their_tails()
        => Assert.All(Reference.Where(static row => row.Tail < 0.99), static row => NumericAssert.Close(row.Q, new StudentizedRange(row.Means).UpperQuantile(row.Tail, row.DegreesOfFreedom), Tolerance));

    [Fact]
    public void Tails_agree_with_those_of_R_as_far_as_these_are_right()
        => Assert.All(FromR, static row => Assert.Equal(row.Tail, new StudentizedRange(row.Means).UpperTail(row.Q, row.DegreesOfFreedom), 2e-6));

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(7)]
    [InlineData(1234.5)]
    [InlineData(1e6)]
    [InlineData(1e10)]
    [InlineData(double.PositiveInfinity)]
    public void Two_means_have_the_t_distribution(double degreesOfFreedom)
        => Assert.All(
            (double[])[1e-3, 0.4, 1, 2.5, 6, 12],
            t => NumericAssert.Close(UpperTail.StudentTwoSided(t, degreesOfFreedom), new StudentizedRange(2).UpperTail(Math.Sqrt(2) * t, degreesOfFreedom), Tolerance));

    [Fact]
    public void Ends_of_the_range_are_certain()
    {
        var range = new StudentizedRange(5);
        Assert.Equal(1, range.UpperTail(-1, 7));
        Assert.Equal(1, range.UpperTail(0, 7), 1e-12);
        Assert.Equal(0, range.UpperTail(double.PositiveInfinity, 7));
        Assert.Equal(0, range.UpperTail(1e4, double.PositiveInfinity));
        Assert.Equal(double.NaN, range.UpperTail(double.NaN, 7));
        Assert.Equal(double.NaN, range.UpperTail(3, -2));
        Assert.Equal(double.NaN, range.UpperTail(3, double.NaN));
    }

    [Fact]
    public void Many_degrees_of_freedom_are_as_good_as_infinitely_many()
        => NumericAssert.Close(new StudentizedRange(12).UpperTail(4.6, double.PositiveInfinity), new StudentizedRange(12).UpperTail(4.6, 1e13), 1e-11);
}
