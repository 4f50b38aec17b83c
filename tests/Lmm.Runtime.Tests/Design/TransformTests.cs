namespace Lmm.Tests.Design;

/// <summary>Transforms at the edge of what data admit, and to the last digits of their means.</summary>
public class TransformTests
{
    [Theory]
    [InlineData("y ~ bs(x, knots = 1)", "has an interior knot at 1, which is not between the boundary knots 1 and 12")]
    [InlineData("y ~ bs(x, knots = 12)", "has an interior knot at 12, which is not between the boundary knots 1 and 12")]
    [InlineData("y ~ ns(x, knots = c(3, 12))", "has an interior knot at 12, which is not between")]
    [InlineData("y ~ poly(level, 3)", "has a degree that is not smaller than the number of different values")]
    public void What_the_values_do_not_admit_is_refused(string formula, string reason)
        => Assert.Contains(reason, Assert.Throws<ModelException>(() => Model.Parse(formula).Bind(Frame).BuildDesign()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("y ~ bs(x, knots = 2)", 4)]
    [InlineData("y ~ poly(level, 2)", 2)]
    public void What_they_just_admit_is_not(string formula, int columns)
        => Assert.Equal(columns, Model.Parse(formula).Bind(Frame).BuildDesign().FixedEffects.ColumnCount - 1);

    // Sums of 10,000 values about 10¹² round to thousandths of the mean; what is left of the columns' means is ten units in the last place.
    [Theory]
    [InlineData("y ~ center(t)")]
    [InlineData("y ~ scale(t, scale = FALSE)")]
    public void Centred_columns_have_mean_zero_to_the_digits_of_their_values(string formula)
    {
        double[] times = [.. Enumerable.Range(0, 10_000).Select(static row => 1.7e12 + (0.37 * row))];
        var frame = new ModelFrame(FrameColumn.Numeric("y", times.Select(static (_, row) => (double)(row % 7))), FrameColumn.Numeric("t", times));
        double[] centred = Model.Parse(formula).Bind(frame).BuildDesign().FixedEffects.Columns[1];
        Assert.InRange(Math.Abs(centred.Average()), 0, 3e-4);
        Assert.Equal(0.37 * 9_999, centred[^1] - centred[0], 1e-3);
    }

    // Beyond the range of squares values are taken in another unit, and knots that are written with them.
    [Theory]
    [InlineData("bs(x, knots = c({0:R}, {1:R}))")]
    [InlineData("bs(x, degree = 2, knots = c({0:R}, {1:R}), Boundary.knots = c({2:R}, {3:R}))")]
    [InlineData("ns(x, knots = c({0:R}, {1:R}), Boundary.knots = c({2:R}, {3:R}))")]
    public void Splines_do_not_depend_on_the_unit_of_values_and_knots(string transform)
    {
        double[][] plain = Columns(1);
        foreach (double unit in (double[])[Math.ScaleB(1, 700), Math.ScaleB(1, -700)])
        {
            Assert.Equal(plain, Columns(unit));
        }

        double[][] Columns(double unit)
        {
            var frame = new ModelFrame(FrameColumn.Numeric("y", Enumerable.Range(0, 12).Select(static row => Math.Sin(row))), FrameColumn.Numeric("x", Enumerable.Range(1, 12).Select(row => row * unit)));
            string written = string.Format(System.Globalization.CultureInfo.InvariantCulture, transform, 3 * unit, 8 * unit, 0.5 * unit, 13 * unit);
            return Model.Parse("y ~ " + written).Bind(frame).BuildDesign().FixedEffects.Columns;
        }
    }

    private static ModelFrame Frame { get; } = new(
        FrameColumn.Numeric("y", Enumerable.Range(0, 12).Select(static row => Math.Sin(row))),
        FrameColumn.Numeric("x", Enumerable.Range(1, 12).Select(static row => (double)row)),
        FrameColumn.Numeric("level", Enumerable.Range(0, 12).Select(static row => (double)(row % 3))));
}
