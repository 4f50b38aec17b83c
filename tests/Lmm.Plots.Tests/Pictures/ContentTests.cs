using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Tests.Pictures;

/// <summary>Pictures show the results of the library, and say what they leave out.</summary>
public class ContentTests
{
    [Fact]
    public void A_forest_has_a_dot_at_each_estimate_and_a_line_over_its_interval()
    {
        Picture picture = Plot.Forest(Fits.Sleep, ["(Intercept)", "Days"]);
        ParameterInterval[] rows = [.. Fits.Sleep.Intervals.Wald(0.95, ["(Intercept)", "Days"]).Rows];
        Point[] dots = [.. picture.Scene.Marks.OfType<Dots>().Single().Centres];
        Point[][] lines = [.. picture.Scene.Marks.OfType<Lines>().Single(static lines => lines.Stroke.Paint.Tone == Tone.First).Paths];

        // One scale takes numbers to places.
        double scale = (dots[0].X - dots[1].X) / (rows[0].Estimate - rows[1].Estimate);
        for (int row = 0; row < 2; row++)
        {
            Assert.Equal(dots[row].X + (scale * (rows[row].Lower - rows[row].Estimate)), lines[row][0].X, 6);
            Assert.Equal(dots[row].X + (scale * (rows[row].Upper - rows[row].Estimate)), lines[row][1].X, 6);
        }
    }

    [Fact]
    public void A_forest_of_several_models_has_each_coefficient_once()
    {
        LinearMixedModelFit smaller = Fits.Mixed("Reaction ~ 1 + (1 | Subject)", "sleepstudy");
        Picture picture = Plot.Forest([("null", smaller), ("days", Fits.Sleep)], ["(Intercept)", "Days"]);

        Assert.Single(Labels(picture), "Days");
        Assert.Single(Labels(picture), "null");
        Assert.Equal([1, 2], picture.Scene.Marks.OfType<Dots>().Where(static dots => dots.Centres.Count < 3 && dots.Radius == 4).Select(static dots => dots.Centres.Count));
    }

    [Fact]
    public void Names_that_are_none_are_errors_that_say_which_there_are()
    {
        Assert.Contains("Days", Assert.Throws<ModelException>(() => Plot.Forest(Fits.Sleep, ["Dys"])).Message, StringComparison.Ordinal);
        Assert.Contains("Subject", Assert.Throws<ModelException>(() => Plot.Caterpillar(Fits.Sleep, "subject")).Message, StringComparison.Ordinal);
        Assert.Contains("Days", Assert.Throws<ModelException>(() => Plot.Residuals(Fits.Sleep, "Dys")).Message, StringComparison.Ordinal);
        Assert.Contains("Subject", Assert.Throws<ModelException>(() => Plot.ResidualsByGroup(Fits.Sleep, "Group")).Message, StringComparison.Ordinal);
        Assert.Contains("Days", Assert.Throws<ModelException>(() => Plot.Curves(Fits.Sleep, "Dys")).Message, StringComparison.Ordinal);
        Assert.Contains("sigma", Assert.Throws<ModelException>(() => Plot.Profile(Fits.Sleep, ["sgma"])).Message, StringComparison.Ordinal);
        Assert.Throws<ModelException>(() => Plot.Groups(Fits.Sleep, "Subject", "Subject"));
        Assert.Throws<ArgumentException>(() => Plot.Forest([]));
        Assert.Throws<ArgumentException>(() => Plot.Residuals(Fits.Sleep, "age", [1.0, 2.0]));
    }

    [Theory]
    [InlineData(nameof(PlotOptions.Width))]
    [InlineData(nameof(PlotOptions.Height))]
    [InlineData(nameof(PlotOptions.Level))]
    [InlineData(nameof(PlotOptions.MostPoints))]
    public void Options_out_of_range_are_refused(string name)
    {
        PlotOptions options = name switch
        {
            nameof(PlotOptions.Width) => new() { Width = 10 },
            nameof(PlotOptions.Height) => new() { Height = double.NaN },
            nameof(PlotOptions.Level) => new() { Level = 1 },
            _ => new() { MostPoints = -1 },
        };
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => Plot.Forest(Fits.Sleep, options: options)).ParamName);
    }

    [Fact]
    public void A_singular_fit_says_that_modes_are_zero()
    {
        LinearMixedModelFit fit = Fits.Mixed("Yield ~ 1 + (1 | Batch)", "Dyestuff2");

        foreach (Picture picture in (Picture[])[Plot.Caterpillar(fit, "Batch"), Plot.ModeQuantiles(fit, "Batch"), Plot.Shrinkage(fit, "Batch")])
        {
            Assert.Contains("estimated as zero", Notes(picture), StringComparison.Ordinal);
        }

        Assert.Contains("there is nothing to see", Plot.Checks(fit, 20).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_groups_are_averaged_and_the_picture_says_so()
    {
        LinearMixedModelFit fit = Fits.Made(Fits.Names(10_000), 3);
        Picture modes = Plot.Caterpillar(fit, "g");

        Assert.Contains("10,000 levels of g in the order of their modes, averaged over 300 runs", Notes(modes), StringComparison.Ordinal);
        Assert.True(modes.ToSvg().Length < 40_000);
        Assert.Contains("averaged over 300 runs", Notes(Plot.ResidualsByGroup(fit, "g")), StringComparison.Ordinal);
        Assert.Contains("24 of 10,000 levels", Notes(Plot.Groups(fit, "g")), StringComparison.Ordinal);
        Assert.True(Plot.Shrinkage(fit, "g").ToSvg().Length < 300_000);
        Assert.True(Plot.Checks(fit, 20).ToSvg().Length < 1_500_000);
    }

    [Fact]
    public void A_hundred_thousand_points_are_hexagons()
    {
        LinearMixedModelFit fit = Fits.Made(Fits.Names(1000), 100);
        Picture picture = Plot.Residuals(fit);

        Assert.Contains("Hexagons in place of 100,000 points", Notes(picture), StringComparison.Ordinal);
        Assert.InRange(picture.ToSvg().Length, 10_000, 300_000);
        Assert.True(Plot.Residuals(fit, options: new PlotOptions { MostPoints = 100_000 }).ToSvg().Length > 3_000_000);
        foreach (Picture other in (Picture[])[Plot.Residuals(fit, "x"), Plot.ScaleLocation(fit), Plot.ResidualQuantiles(fit), Plot.Curves(fit, "x"), Plot.Influence(fit)])
        {
            Assert.InRange(other.ToSvg().Length, 5_000, 500_000);
        }
    }

    [Fact]
    public void Rows_far_out_have_their_numbers_of_the_input()
        => Assert.Contains("row 57", Labels(Plot.Residuals(Fits.Sleep)));

    [Fact]
    public void A_factor_in_place_of_a_number_has_boxes()
    {
        Picture picture = Plot.Residuals(Fits.Mixed("score ~ Machine + (1 | Worker)", "Machines", "Worker"), "Machine");

        Assert.Equal("Residuals by Machine", picture.Title);
        Assert.Equal(["A", "B", "C"], Labels(picture).Where(static text => text.Length == 1 && char.IsAsciiLetter(text[0])));
    }

    [Fact]
    public void Residuals_against_numbers_of_ones_own_may_be_of_kept_rows_or_of_the_input()
    {
        double[] values = [.. Enumerable.Range(0, 180).Select(static row => (double)row)];
        values[3] = double.NaN;

        Assert.Contains("179 rows", Plot.Residuals(Fits.Sleep, "order", values).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_band_of_simulated_residuals_holds_those_of_data_that_fit()
    {
        string description = Plot.ResidualQuantiles(Fits.Made(Fits.Names(30), 10), draws: 60).Description;
        string share = description[(description.IndexOf("band; ", StringComparison.Ordinal) + "band; ".Length)..description.IndexOf(" % are outside", StringComparison.Ordinal)];

        Assert.InRange(double.Parse(share, System.Globalization.CultureInfo.InvariantCulture), 0, 40);
        Assert.Contains("51 % are outside, where 5 % are expected", Plot.ResidualQuantiles(Fits.Sleep).Description, StringComparison.Ordinal);
        Assert.NotEqual(Plot.ResidualQuantiles(Fits.Sleep, seed: 1).ToSvg(), Plot.ResidualQuantiles(Fits.Sleep, seed: 2).ToSvg());
    }

    [Fact]
    public void Arrows_overlap_where_pairs_do_not_differ()
    {
        MarginalMeansTable means = Fits.Mixed("score ~ Machine + (Machine | Worker)", "Machines", "Worker").MarginalMeans.Of("Machine");
        Picture picture = Plot.Means(means);
        Point[][] arrows = [.. picture.Scene.Marks.OfType<Lines>().Single(static lines => lines.Stroke.Paint.Tone == Tone.Second && lines.Paths.Count == 4).Paths];
        ContrastEstimate[] pairs = [.. means.Pairs().Rows];
        (int, int)[] positions = [(0, 1), (0, 2), (1, 2)];

        foreach (((int one, int other), ContrastEstimate pair) in positions.Zip(pairs))
        {
            // Machines have ever larger means: the right arrow of one, the left of the other. The first has none to the left, the last none to the right.
            Assert.Equal(pair.PValue > 0.05, arrows[2 + one][1].X > arrows[other - 1][1].X);
        }

        Assert.DoesNotContain("arrows", string.Join(' ', Labels(Plot.Means(means, comparisons: false))), StringComparison.Ordinal);
    }

    [Fact]
    public void Means_within_levels_have_a_panel_for_each()
    {
        LinearMixedModelFit fit = Fits.Mixed("angle ~ recipe * temperature + (1 | recipe:replicate)", "cake", "replicate", "temperature");
        Picture picture = Plot.Means(fit.MarginalMeans.Of(["temperature"], ["recipe"]));

        Assert.Equal(3, Labels(picture).Count(static text => text.StartsWith("recipe ", StringComparison.Ordinal)));
        Assert.Throws<ModelException>(() => Plot.Interaction(fit, "recipe", "nothing"));
    }

    [Fact]
    public void A_curve_has_the_ends_of_the_means()
    {
        Assert.Contains("Diet", Labels(Plot.Curves(Fits.Mixed("weight ~ Diet * Time + (Time | Chick)", "ChickWeight", "Chick", "Diet"), "Time", "Diet")));
        string description = Plot.Curves(Fits.Sleep, "Days").Description;
        MarginalMeansTable ends = Fits.Sleep.MarginalMeans.At("Days", 0, 9).Of([], ["Days"]);

        Assert.Contains($"from {NumberLabel.Short(ends.Rows[0].Estimate)} at 0 to {NumberLabel.Short(ends.Rows[1].Estimate)} at 9", description, StringComparison.Ordinal);
    }

    [Fact]
    public void Shrinkage_is_least_squares_of_each_subject_less_the_fixed_effects()
    {
        // Of subject 335, by R's lm: coef(lm(Reaction ~ Days, sleepstudy, Subject == 335)) is 263.034693, -2.881034.
        Picture picture = Plot.Shrinkage(Fits.Sleep, "Subject");
        Dots alone = picture.Scene.Marks.OfType<Dots>().Single(static dots => dots.Shape == DotShape.Ring && dots.Centres.Count == 18);
        Dots modes = picture.Scene.Marks.OfType<Dots>().Single(static dots => dots.Shape == DotShape.Disc && dots.Centres.Count == 18);
        RandomEffects effects = Fits.Sleep.RandomEffects("Subject");
        int place = effects.Levels.ToList().IndexOf("335");
        double scale = (modes.Centres[0].X - modes.Centres[1].X) / (effects.ModesAt(0)[0].Value - effects.ModesAt(1)[0].Value);

        Assert.Equal(263.034693 - Fits.Sleep.Coefficients["(Intercept)"].Estimate - effects.ModesAt(place)[0].Value, (alone.Centres[place].X - modes.Centres[place].X) / scale, 4);
    }

    [Fact]
    public void A_linear_model_has_pictures_too()
    {
        ModelFit fit = Fits.Fit("Reaction ~ Days", "sleepstudy");

        Assert.All((Picture[])[Plot.Forest(fit), Plot.Residuals(fit), Plot.ScaleLocation(fit), Plot.ResidualQuantiles(fit, 20), Plot.Curves(fit, "Days"), Plot.Influence(fit), Plot.Checks(fit, 20), Plot.Profile(fit)], static picture => Assert.True(picture.Height > 100));
    }

    [Fact]
    public void A_fit_without_rows_says_what_is_missing()
    {
        using MemoryStream stream = new();
        Fits.Sleep.Save(stream);
        stream.Position = 0;
        LinearMixedModelFit loaded = LinearMixedModelFit.Load(stream);

        Assert.Equal(Plot.Forest(Fits.Sleep).ToSvg(), Plot.Forest(loaded).ToSvg());
        Assert.Equal(Plot.Caterpillar(Fits.Sleep, "Subject").ToSvg(), Plot.Caterpillar(loaded, "Subject").ToSvg());
        Assert.Throws<InvalidOperationException>(() => Plot.Residuals(loaded));
        Assert.Throws<InvalidOperationException>(() => Plot.Shrinkage(loaded, "Subject"));
        Assert.Throws<InvalidOperationException>(() => Plot.Checks(loaded));
    }

    [Fact]
    public void Profiles_meet_their_limits_and_stop_with_the_caller()
    {
        Assert.Contains("Days 7.36 to 13.6", Plot.Profile(Fits.Sleep, ["Days"]).Description, StringComparison.Ordinal);
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Plot.Profile(Fits.Mixed("Reaction ~ Days + (Days | Subject)", "sleepstudy"), cancellationToken: source.Token));
    }

    private static IEnumerable<string> Labels(Picture picture) => picture.Scene.Marks.OfType<Label>().Select(static label => label.Text);

    private static string Notes(Picture picture) => string.Join(' ', Labels(picture));
}
