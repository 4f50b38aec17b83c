using Lmm.Tests.Reading;

namespace Lmm.Tests.Means;

/// <summary>Slopes are derivatives: exact through all transforms, equal to differences of means to what differences can tell.</summary>
public sealed class SlopeTests
{
    private const double Step = 1e-5;

    private static readonly ModelFrame Frame = MarginalReference.All()[0].Frame;

    [Theory]
    [InlineData("y ~ x + (1 | g)")]
    [InlineData("y ~ recipe * x + (1 | g)")]
    [InlineData("y ~ recipe * poly(x, 3) + (1 | g)")]
    [InlineData("y ~ poly(x, 2, raw = TRUE) + (1 | g)")]
    [InlineData("y ~ recipe * ns(x, 3) + (1 | g)")]
    [InlineData("y ~ bs(x, 4) * male + (1 | g)")]
    [InlineData("y ~ scale(x) + log(x) + sqrt(x):recipe + (1 | g)")]
    [InlineData("y ~ I(x^2) + I(x / (z + 20)) + (1 | g)")]
    [InlineData("y ~ exp(-x / 5) + expm1(x / 9) + log1p(x) + (1 | g)")]
    [InlineData("y ~ log2(x) + I(z * x^z / 1e6) + abs(x - 20) + (1 | g)")]
    [InlineData("y ~ log10(x):poly(z, 2) + (1 | g)")]
    [InlineData("y ~ recipe + x + offset(x^2 / 7) + (1 | g)")]
    [InlineData("y ~ recipe * x + I(x %% 100) + I(x > 3)")]
    public void A_slope_is_the_limit_of_differences_of_means(string formula)
    {
        ModelFit fit = Model.Parse(formula).Fit(Frame);
        foreach (double at in new[] { 2.25, 5.5, 8.75 })
        {
            SlopeTable slopes = fit.Slopes.At("x", at).Of("x", Factors(fit));
            MarginalMeansTable above = fit.MarginalMeans.At("x", at + Step).Of(Factors(fit));
            MarginalMeansTable below = fit.MarginalMeans.At("x", at - Step).Of(Factors(fit));
            foreach ((MarginalEstimate slope, MarginalEstimate high, MarginalEstimate low) in slopes.Rows.Zip(above.Rows, below.Rows))
            {
                double expected = (high.Estimate - low.Estimate) / (2 * Step);
                Assert.True(Math.Abs(expected - slope.Estimate) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"{slope} where differences give {expected:R}");
                Assert.True(slope.StandardError > 0);
            }
        }
    }

    [Fact]
    public void Outside_the_boundary_knots_a_natural_spline_goes_on_straight()
    {
        ModelFit fit = Model.Parse("y ~ ns(x, 3) + (1 | g)").Fit(Frame);
        MarginalEstimate near = fit.Slopes.At("x", 20).Of("x").Rows[0];
        MarginalEstimate far = fit.Slopes.At("x", 2000).Of("x").Rows[0];

        Assert.Equal(near.Estimate, far.Estimate, 1e-9);
    }

    [Fact]
    public void A_slope_over_the_rows_is_the_mean_of_their_slopes()
    {
        ModelFit fit = Model.Parse("y ~ recipe * poly(x, 2) + (1 | g)").Fit(Frame);
        double[] x = Frame.Numbers("x");
        string?[] recipes = [.. Frame.Texts("recipe")];
        double expected = x.Index().Average(value => fit.Slopes.At("x", value.Item).Of("x", "recipe")[recipes[value.Index]!].Estimate);

        Assert.Equal(expected, fit.Slopes.Weighted(MeansWeighting.Rows).Of("x").Rows[0].Estimate, 1e-9);
    }

    [Fact]
    public void A_slope_of_a_straight_line_is_its_coefficient_with_its_test()
    {
        ModelFit fit = Model.Parse("y ~ recipe + x + (x | g)").Fit(Frame);
        MarginalEstimate slope = fit.Slopes.Of("x").Rows[0];
        CoefficientTest test = fit.Tests.Coefficient("x");

        Assert.Equal((test.Estimate, test.StandardError, test.DegreesOfFreedom), (slope.Estimate, slope.StandardError, slope.DegreesOfFreedom));
    }

    [Fact]
    public void Slopes_do_not_depend_on_units_but_by_the_unit()
    {
        ModelFrame frame = Frame.With(FrameColumn.Numeric("t", [.. Frame.Numbers("x").Select(static x => 1.6e12 + (8.64e7 * x))]));
        MarginalEstimate day = Model.Parse("y ~ recipe * poly(x, 2) + (1 | g)").Fit(frame).Slopes.Of("x").Rows[0];
        MarginalEstimate millisecond = Model.Parse("y ~ recipe * poly(t, 2) + (1 | g)").Fit(frame).Slopes.Of("t").Rows[0];

        Assert.Equal(day.Estimate, 8.64e7 * millisecond.Estimate, 1e-6 * Math.Abs(day.Estimate));
        Assert.Equal(day.StandardError, 8.64e7 * millisecond.StandardError, 1e-6 * day.StandardError);
    }

    private static string[] Factors(ModelFit fit) => fit.Formula.Contains("recipe", StringComparison.Ordinal) ? ["recipe"] : [];
}
