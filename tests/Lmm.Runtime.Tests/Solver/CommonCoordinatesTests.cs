using Lmm.Coordinates;

namespace Lmm.Tests.Solver;

/// <summary>What parts bring with them, units, means, aliased columns, is brought to what they have in common.</summary>
public class CommonCoordinatesTests
{
    /// <summary>A little less than the size beyond which numbers are in a unit of their own.</summary>
    private static readonly double NearlyExtreme = Math.ScaleB(1, 199);

    // The responses of one part are within the ordinary range, those of the other beyond it, and no digit is lost in the sum.
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Parts_whose_responses_are_in_different_units_can_be_added(int sign)
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", 121, weighted: true);
        double[] y = AboutTheLimit(plain.Response.Values, sign);
        AddsUp(new ModelDesign(plain.Rows, new NumericColumn("y", y), plain.Weights, null, plain.FixedEffects, plain.RandomTerms), static products => products.FixedEffects.Response.Unit);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Parts_whose_columns_are_in_different_units_can_be_added(int sign)
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", 122, weighted: true);
        double[] x = AboutTheLimit(plain.FixedEffects.Columns[1], sign);
        AddsUp(DesignSketch.WithFixed(plain, [plain.FixedEffects.Columns[0], x]), static products => products.Units.FixedEffects[1]);
    }

    // A column of zeros has no unit; that of the other part would be lost.
    [Theory]
    [InlineData(1e-150)]
    [InlineData(1e150)]
    public void A_column_that_is_zero_in_one_part_takes_the_unit_of_the_other(double unit)
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", 123, weighted: false);
        double[] x = [.. plain.FixedEffects.Columns[1].Select((value, row) => row % 2 == 0 ? unit * value : 0)];
        ModelDesign design = DesignSketch.WithFixed(plain, [plain.FixedEffects.Columns[0], x]);
        (CrossProducts with, CrossProducts without) = EvenAndOdd(design);
        foreach (CrossProducts sum in new[] { with.Add(without), without.Add(with) })
        {
            Assert.Equal(with.Units.FixedEffects[1], sum.Units.FixedEffects[1]);
            SumAgreement.CheckInStandardErrors(design, sum);
        }
    }

    // One in one part and two in the other: constant in each, and not in both together.
    [Fact]
    public void A_column_that_is_another_constant_in_each_part_is_no_constant()
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", 124, weighted: true);
        double[] step = [.. Enumerable.Range(0, plain.Rows.RowCount).Select(static row => row % 3 == 0 ? 1.0 : 2.0)];
        SumAgreement.CheckParts(DesignSketch.WithFixed(plain, [step, plain.FixedEffects.Columns[1]]), static row => row % 3 == 0 ? 0 : 1);
        SumAgreement.CheckParts(DesignSketch.WithFixed(plain, [step, plain.FixedEffects.Columns[0], plain.FixedEffects.Columns[1]]), static row => row % 3 == 0 ? 0 : 1);
    }

    [Fact]
    public void Moments_of_parts_are_those_of_the_whole()
    {
        var random = new Random(125);
        double[] column = [.. Enumerable.Range(0, 90).Select(row => (row < 30 ? 5 : -40) + RandomDesigns.Normal(random))];
        double[] weights = [.. column.Select(_ => 0.1 + random.NextDouble())];
        ColumnMoments whole = ColumnMoments.Of(column, weights);
        ColumnMoments together = ColumnMoments.Combine(
            ColumnMoments.Of(column.AsSpan(0, 30), weights[..30]), weights[..30].Sum(), ColumnMoments.Of(column.AsSpan(30), weights[30..]), weights[30..].Sum());
        Assert.Equal(whole.Mean, together.Mean, 1e-12);
        Assert.Equal(whole.StandardDeviation, together.StandardDeviation, 1e-12);
        Assert.False(together.IsConstant);
    }

    // A share of 1e-5 of the column is its own: far from rounding.
    [Fact]
    public void A_column_that_is_nearly_a_combination_of_others_is_estimated()
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", 126, weighted: true);
        var random = new Random(1260);
        double[] near = [.. plain.FixedEffects.Columns[1].Select(value => value + (3e-3 * RandomDesigns.Normal(random)))];
        ModelDesign design = DesignSketch.WithFixed(plain, [.. plain.FixedEffects.Columns, near]);
        (CrossProducts even, CrossProducts odd) = EvenAndOdd(design);
        CrossProducts sum = even.Add(odd);
        Assert.Equal(design.FixedEffects.ColumnCount, sum.FixedEffects.Rank);
        SumAgreement.CheckInStandardErrors(design, sum);
    }

    // Aliased in each of two parts, as a multiple of the constant, and free in the third.
    [Fact]
    public void A_constant_beside_the_constant_in_two_parts_is_estimated_from_the_third()
        => AddsUp(128, 0.5, static (_, _, _) => 3, (design, sum) => SumAgreement.CheckInStandardErrors(design, sum));

    // Aliased as a combination of columns that are nearly collinear themselves: sums have half the digits of rows for those.
    [Fact]
    public void A_combination_of_nearly_collinear_columns_in_two_parts_is_estimated_from_the_third()
        => AddsUp(129, 1e-3, static (x, near, z) => (2 * x) + near - z, static (design, sum) => Assert.Equal(
            DesignSolver.Solve(design, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None).Objective,
            DesignSolver.Solve(sum, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None).Objective,
            1e-6));

    // The response of a sum is rounded as that of the part with the coarser one: a thousandth of it is the same share of both.
    [Fact]
    public void The_response_of_a_sum_is_as_coarse_as_that_of_the_coarser_part()
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", 127, weighted: false);
        double[] y = [.. plain.Response.Values.Select(static (value, row) => row % 2 == 0 ? value : 1e6 + (1000 * value))];
        var design = new ModelDesign(plain.Rows, new NumericColumn("y", y), null, null, plain.FixedEffects, plain.RandomTerms);
        (CrossProducts fine, CrossProducts coarse) = EvenAndOdd(design);
        Assert.True(Rounding(coarse) > 100 * Rounding(fine));
        Assert.Equal(1, Rounding(fine.Add(coarse)) / Rounding(coarse), 1e-12);
        Assert.Equal(1, Rounding(coarse.Add(fine)) / Rounding(coarse), 1e-12);

        static double Rounding(CrossProducts products) => products.FixedEffects.Response.Rounding / products.FixedEffects.Response.Scale;
    }

    private static void AddsUp(int seed, double apart, Func<double, double, double, double> aliased, Action<ModelDesign, CrossProducts> check)
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", seed, weighted: true);
        var random = new Random(10 * seed);
        double[] x = plain.FixedEffects.Columns[1];
        double[] z = plain.FixedEffects.Columns[2];
        double[] near = [.. x.Select(value => value + (apart * RandomDesigns.Normal(random)))];
        double[] own = [.. x.Select((value, row) => row % 3 == 2 ? RandomDesigns.Normal(random) : aliased(value, near[row], z[row]))];
        ModelDesign design = DesignSketch.WithFixed(plain, [plain.FixedEffects.Columns[0], x, near, z, own]);
        CrossProducts[] parts = [.. Enumerable.Range(0, 3).Select(part => CrossProducts.Form(SumAgreement.Part(design, row => row % 3 == part)))];
        Assert.Equal([4, 4, 5], parts.Select(static part => part.FixedEffects.Rank));
        check(design, parts[0].Add(parts[1]).Add(parts[2]));
        check(design, parts[2].Add(parts[0].Add(parts[1])));
    }

    private static void AddsUp(ModelDesign design, Func<CrossProducts, int> unit)
    {
        (CrossProducts first, CrossProducts second) = EvenAndOdd(design);
        Assert.NotEqual(unit(first), unit(second));
        SumAgreement.CheckInStandardErrors(design, first.Add(second));
        SumAgreement.CheckInStandardErrors(design, second.Add(first));
    }

    // The values of even rows within the ordinary range, those of odd ones beyond it.
    private static double[] AboutTheLimit(double[] values, int sign)
    {
        double unit = sign > 0 ? NearlyExtreme : 1 / NearlyExtreme;
        return [.. values.Select((value, row) => unit * (Math.Clamp(value, -10, 10) / 16 * (row % 2 == 0 ? 1 : Math.ScaleB(1, 4 * sign))))];
    }

    private static (CrossProducts Even, CrossProducts Odd) EvenAndOdd(ModelDesign design)
        => (CrossProducts.Form(SumAgreement.Part(design, static row => row % 2 == 0)), CrossProducts.Form(SumAgreement.Part(design, static row => row % 2 == 1)));
}
