using Lmm.Plots.Scenes;

namespace Lmm.Plots.Tests.Pictures;

/// <summary>Curves of profiles meet the profile, between the points that they are drawn through too.</summary>
public class ProfileTests
{
    // A pixel of a panel of 150 pixels, which shows ζ from -2.8 to 2.8.
    private const double Pixel = 5.6 / 150;

    [Theory]
    [InlineData("sd_(Intercept)|Subject")]
    [InlineData("cor_Days.(Intercept)|Subject")]
    [InlineData("sd_Days|Subject")]
    [InlineData("sigma")]
    [InlineData("Days")]
    public void The_curve_is_at_limits_of_levels_that_it_is_not_drawn_through(string parameter)
    {
        Curve curve = Curve.Of(Plot.Profile(Fits.Sleep, [parameter]), Limits(0.95, parameter));
        foreach (double level in (double[])[0.1, 0.3, 0.58, 0.73, 0.86, 0.93, 0.97, 0.985])
        {
            ParameterInterval limit = Limits(level, parameter);
            double zeta = Lmm.Plots.Smoothing.NormalQuantile.Of((1 + level) / 2);

            Assert.Equal(-zeta, curve.Zeta(limit.Lower), Pixel / 3);
            Assert.Equal(zeta, curve.Zeta(limit.Upper), Pixel / 3);
        }
    }

    [Fact]
    public void The_curve_of_a_variance_that_may_be_zero_goes_to_zero_where_the_deviance_is_that_without_it()
    {
        // The difference of the deviances of two fits, the second way to the same number.
        LinearMixedModelFit fit = (LinearMixedModelFit)Model.Parse("Yield ~ 1 + (1 | Batch)").Fit(Frame("Dyestuff"), Estimation.MaximumLikelihood);
        ModelFit without = Model.Parse("Yield ~ 1").Fit(Frame("Dyestuff"));
        Picture picture = Plot.Profile(fit, ["sd_(Intercept)|Batch"]);
        Curve curve = Curve.Of(picture, fit.Intervals.Profile(0.5, ["sd_(Intercept)|Batch"]).Rows[0], band: 0.5);

        Assert.True(fit.Intervals.Profile(0.99, ["sd_(Intercept)|Batch"]).Rows[0].LowerAtBoundary);
        Assert.Equal(-Math.Sqrt(2 * (fit.LogLikelihood - without.LogLikelihood)), curve.Zeta(0), 1e-3);
    }

    [Fact]
    public void Curves_rise_where_correlations_are_at_their_end_too()
    {
        // The correlation of these is estimated as 1, and the data refuse no correlation at the higher levels.
        double[] effects = [0.9, -1.1, 0.3, 1.4, -0.6, -1.3, 0.7, 0.1];
        ModelFrame frame = new(
            FrameColumn.Numeric("y", Enumerable.Range(0, 96).Select(row => (effects[row / 12] * (1 + (0.08 * (row % 12)))) + ((row * 7919 % 97) / 48.0))),
            FrameColumn.Numeric("x", Enumerable.Range(0, 96).Select(static row => (double)(row % 12))),
            FrameColumn.Text("g", Enumerable.Range(0, 96).Select(static row => $"g{row / 12}")));
        LinearMixedModelFit fit = (LinearMixedModelFit)Model.Parse("y ~ x + (x | g)").Fit(frame);
        Point[][] curves = [.. Plot.Profile(fit).Scene.Marks.OfType<Lines>().Where(static line => line.Stroke is { Paint.Tone: Tone.First, Width: 2 }).SelectMany(static line => line.Paths).Where(static path => path.Length > 3)];

        Assert.True(fit.IsSingular);
        Assert.InRange(curves.Length, 5, 6);

        // What has no panel is named.
        string[] texts = [.. Plot.Profile(fit).Scene.Marks.OfType<Label>().Select(static label => label.Text)];
        Assert.All(fit.Intervals.Profile(0.95).Rows, row => Assert.Contains(texts, text => text == row.Name || text.StartsWith($"No profile: {row.Name}", StringComparison.Ordinal)));
        Assert.All(curves, static curve => Assert.All(curve.Zip(curve.Skip(1)), static pair => Assert.True(pair.Second.Y <= pair.First.Y + 1e-9)));
    }

    [Fact]
    public void Names_of_parameters_are_whole_on_a_telephone()
        => Assert.Contains(Plot.Profile(Fits.Sleep, options: new PlotOptions { Width = 320 }).Scene.Marks.OfType<Label>(), static label => label.Text == "cor_Days.(Intercept)|Subject");

    private static ModelFrame Frame(string file) => ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", $"{file}.csv"));

    private static ParameterInterval Limits(double level, string parameter) => Fits.Sleep.Intervals.Profile(level, [parameter]).Rows[0];

    /// <summary>The curve of a picture of one panel, in the numbers of its axes, by the places of an interval's lines.</summary>
    private sealed class Curve(double[] x, double[] zeta)
    {
        public static Curve Of(Picture picture, ParameterInterval limit, double band = 0.95)
        {
            Lines[] lines = [.. picture.Scene.Marks.OfType<Lines>()];
            Point[] path = lines.Single(static line => line.Stroke is { Paint.Tone: Tone.First, Width: 2 } && line.Paths.Any(static path => path.Length > 9)).Paths[0];
            Point[][] brackets = [.. lines.Where(line => band == 0.95 ? line.Stroke is { Paint.Tone: Tone.Second, Width: 1.6 } : line.Stroke is { Paint.Tone: Tone.Rule, Width: 1.1 }).SelectMany(static line => line.Paths).Where(static path => path[0].X == path[1].X && path[0].Y != path[1].Y)];
            (Point[] lower, Point[] upper) = band == 0.95 ? (brackets[^2], brackets[^1]) : (brackets[0], brackets[1]);
            double z = Lmm.Plots.Smoothing.NormalQuantile.Of((1 + band) / 2);
            double across = (limit.Upper - limit.Lower) / (upper[0].X - lower[0].X);
            double upwards = z / (upper[1].Y - upper[0].Y);
            return new Curve([.. path.Select(point => limit.Lower + ((point.X - lower[0].X) * across))], [.. path.Select(point => (point.Y - upper[0].Y) * upwards)]);
        }

        public double Zeta(double at)
        {
            int after = Math.Clamp(Array.FindIndex(x, place => place >= at - 1e-9), 1, x.Length - 1);
            return zeta[after - 1] + ((zeta[after] - zeta[after - 1]) * (at - x[after - 1]) / (x[after] - x[after - 1]));
        }
    }
}
