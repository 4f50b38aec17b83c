using Lmm.Plots.Pictures;
using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Tests.Pictures;

/// <summary>Fits that are not what pictures are usually of.</summary>
public class HardFitTests
{
    private static string Data(string file) => Path.Combine(AppContext.BaseDirectory, "Data", $"{file}.csv");

    [Fact]
    public void Rows_of_weight_zero_have_no_residual_and_are_left_out()
    {
        LinearMixedModelFit fit = (LinearMixedModelFit)Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(ModelFrame.FromCsv(Data("sleepstudy-zero-weights")), weights: "w");
        long counted = fit.ObservationCount;

        Assert.True(counted < fit.Rows.Count);
        Assert.Contains($"{counted} rows", Plot.Residuals(fit).Description, StringComparison.Ordinal);
        Assert.Contains($"{counted} rows", Plot.ScaleLocation(fit).Description, StringComparison.Ordinal);
        Assert.All([Plot.Checks(fit, 20), Plot.Shrinkage(fit, "Subject"), Plot.Groups(fit, "Subject"), Plot.Influence(fit)], static picture => Assert.True(picture.Height > 100));
    }

    [Fact]
    public void Nested_factors_are_found_by_the_names_of_their_combinations()
    {
        LinearMixedModelFit fit = Fits.Mixed("strength ~ 1 + (1 | batch / cask)", "Pastes");
        string nested = fit.GroupingFactors.Select(static factor => factor.Grouping).Single(static name => name.Contains(':', StringComparison.Ordinal));

        Assert.Equal($"Residuals by {nested}", Plot.ResidualsByGroup(fit, nested).Title);
        Assert.Equal($"Residuals by {nested}", Plot.Residuals(fit, nested).Title);
        Assert.Contains("levels of", Plot.Shrinkage(fit, "batch").Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_terms_on_one_factor_are_panels_of_one_picture()
    {
        LinearMixedModelFit fit = Fits.Mixed("Reaction ~ Days + (1 | Subject) + (0 + Days | Subject)", "sleepstudy");

        Assert.Equal(["(Intercept)", "Days"], Titles(Plot.Caterpillar(fit, "Subject")));
        Assert.Equal(["(Intercept)", "Days"], Titles(Plot.ModeQuantiles(fit, "Subject")));
        Assert.Contains("18 levels", Plot.Shrinkage(fit, "Subject").Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Coefficients_and_means_that_the_data_cannot_tell_are_left_out_and_named()
    {
        ModelFit fit = Model.Parse("y ~ a * b + (1 | g)").Fit(new ModelFrame(
            FrameColumn.Numeric("y", Enumerable.Range(0, 60).Select(static row => (double)((row * 37 % 11) + (row % 5)))),
            FrameColumn.Text("a", Enumerable.Range(0, 60).Select(static row => row % 3 == 0 ? "a1" : "a2")),
            FrameColumn.Text("b", Enumerable.Range(0, 60).Select(static row => row % 3 != 1 ? "b1" : "b2")),
            FrameColumn.Text("g", Enumerable.Range(0, 60).Select(static row => $"g{row % 5}"))));
        Picture means = Plot.Means(fit.MarginalMeans.Of("a", "b"));

        Assert.DoesNotContain("a2:b2", Plot.Forest(fit).Description, StringComparison.Ordinal);
        Assert.Contains(means.Scene.Marks.OfType<Label>(), static label => label.Text.StartsWith("Not estimable: a a1, b b2", StringComparison.Ordinal));
        Assert.Throws<ModelException>(() => Plot.Forest(fit, ["aa2:bb2"]));
        Assert.Contains(Plot.Profile(fit).Scene.Marks.OfType<Label>(), static label => label.Text.StartsWith("No profile: aa2:bb2", StringComparison.Ordinal));
    }

    [Fact]
    public void Groups_that_are_too_small_to_be_estimated_are_counted()
    {
        string[] groups = [.. Enumerable.Range(0, 40).Select(static row => row < 30 ? $"g{row % 6}" : $"s{row}")];
        LinearMixedModelFit fit = (LinearMixedModelFit)Model.Parse("y ~ x + (x | g)").Fit(new ModelFrame(
            FrameColumn.Numeric("y", Enumerable.Range(0, 40).Select(static row => (row * 29 % 13) + (0.5 * (row % 6)))),
            FrameColumn.Numeric("x", Enumerable.Range(0, 40).Select(static row => (double)(row * 7 % 10))),
            FrameColumn.Text("g", groups)));

        Assert.Contains(Plot.Shrinkage(fit, "g").Scene.Marks.OfType<Label>(), static label => label.Text.StartsWith("10 of 16 levels have too few rows", StringComparison.Ordinal));
    }

    [Fact]
    public void A_response_that_is_transformed_is_shown_as_the_model_has_it()
        => Assert.Contains("log(Reaction)", Plot.Curves(Fits.Mixed("log(Reaction) ~ poly(Days, 2) + (1 | Subject)", "sleepstudy"), "Days").Title, StringComparison.Ordinal);

    [Fact]
    public void Levels_whose_names_would_not_be_seen_stand_between_quotes()
    {
        LinearMixedModelFit fit = Fits.Made(["", " ", "seen"], 8);

        Assert.All([Plot.Caterpillar(fit, "g"), Plot.ResidualsByGroup(fit, "g"), Plot.Groups(fit, "g"), Plot.Influence(fit.Influence.By("g"))], static picture =>
        {
            string[] texts = [.. picture.Scene.Marks.OfType<Label>().Select(static label => label.Text)];
            Assert.Contains("\"\"", texts);
            Assert.Contains("\" \"", texts);
            Assert.Contains("seen", texts);
        });
    }

    [Fact]
    public void Coefficients_whose_intervals_cannot_be_seen_are_told_in_numbers()
    {
        ModelFit fit = Model.Parse("y ~ a + b").Fit(new ModelFrame(
            FrameColumn.Numeric("y", Enumerable.Range(0, 60).Select(static row => (double)((row * 37 % 11) + (row % 5)))),
            FrameColumn.Numeric("a", Enumerable.Range(0, 60).Select(static row => 1e12 * (row % 5))),
            FrameColumn.Numeric("b", Enumerable.Range(0, 60).Select(static row => 1e-12 * (row * 29 % 13)))));
        ParameterInterval a = fit.Intervals.Wald(0.95, ["a"]).Rows[0];
        string[] notes = [.. Plot.Forest(fit).Scene.Marks.OfType<Label>().Select(static label => label.Text)];

        Assert.Contains(notes, note => note.StartsWith($"Intervals too short to be seen: a {NumberLabel.Short(a.Estimate)} ({NumberLabel.Short(a.Lower)} to {NumberLabel.Short(a.Upper)}).", StringComparison.Ordinal));
        Assert.DoesNotContain(Plot.Forest(Fits.Sleep).Scene.Marks.OfType<Label>(), static label => label.Text.StartsWith("Intervals too", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_without_fixed_effects_has_pictures_and_a_report()
    {
        LinearMixedModelFit fit = Fits.Mixed("Reaction ~ 0 + (Days | Subject)", "sleepstudy");

        Assert.All([Plot.Caterpillar(fit, "Subject"), Plot.Shrinkage(fit, "Subject"), Plot.Residuals(fit), Plot.Influence(fit), Plot.Profile(fit), Plot.Checks(fit, 20)], static picture => Assert.True(picture.Height > 100));
        Assert.Contains("Subject", fit.Report().ToHtml(), StringComparison.Ordinal);
        Assert.Throws<ModelException>(() => Plot.Forest(fit));
    }

    [Fact]
    public void Fits_without_leverages_have_residuals_over_sigma_and_say_so()
    {
        LinearMixedModelFit fit = Fits.Mixed("y ~ 1 + (1 | g)", "far-1e6");
        Picture[] residuals = [Plot.Residuals(fit), Plot.Residuals(fit, "g"), Plot.ScaleLocation(fit), Plot.ResidualQuantiles(fit, 20), Plot.Checks(fit, 20)];

        Assert.Throws<ModelException>(() => fit.Diagnostics.Residuals(ResidualKind.Standardized));
        Assert.All(residuals, static picture =>
        {
            string[] texts = [.. picture.Scene.Marks.OfType<Label>().Select(static label => label.Text)];
            Assert.Contains(texts, static text => text.StartsWith("Residuals are divided by the residual standard deviation alone", StringComparison.Ordinal));
            Assert.Contains(texts, static text => text is "Residual / σ" or "√|residual / σ|");
            Assert.DoesNotContain(texts, static text => text.Contains("tandardised", StringComparison.Ordinal));
        });
        Assert.DoesNotContain("Does one row decide?", Titles(residuals[^1]));
        Assert.DoesNotContain(Plot.Residuals(Fits.Sleep).Scene.Marks.OfType<Label>(), static label => label.Text.StartsWith("Residuals are divided", StringComparison.Ordinal));
    }

    [Fact]
    public void Residuals_over_sigma_are_those_of_the_fit()
    {
        LinearMixedModelFit fit = Fits.Mixed("y ~ 1 + (1 | g)", "far-1e6");
        StandardResiduals residuals = StandardResiduals.Of(fit);

        Assert.Equal(fit.Residuals.Count, residuals.Values.Length);
        Assert.All(residuals.Rows.Zip(residuals.Values), row => Assert.Equal(fit.Residuals[row.First] / fit.Sigma, row.Second, 1e-12));
    }

    private static IEnumerable<string> Titles(Picture picture)
        => picture.Scene.Marks.OfType<Label>().Where(static label => label.IsBold && label.Size < 14).Select(static label => label.Text);
}
