using Lmm.Tests.Reading;

namespace Lmm.Tests.Means;

/// <summary>Marginal means by other ways to the same number, their notes, and what is refused.</summary>
public sealed class MarginalMeansTests
{
    private static readonly ModelFrame Frame = MarginalReference.All()[0].Frame;
    private static readonly ModelFit Fit = Model.Parse("y ~ recipe * site + dose + poly(x, 2) + male + (1 | g)").Fit(Frame);

    [Fact]
    public void Over_the_rows_a_mean_is_that_of_the_rows_with_the_level_put_in()
    {
        MarginalMeansTable table = Fit.MarginalMeans.Weighted(MeansWeighting.Rows).Of("recipe");
        foreach (MarginalEstimate row in table.Rows)
        {
            string level = row.Levels[0].Level;
            ModelFrame changed = Frame.With(FrameColumn.Factor("recipe", Enumerable.Repeat<string?>(level, Frame.RowCount), "A", "B", "C"));
            double expected = Fit.Predict(changed, new PredictionOptions { Target = PredictionTarget.Population }).Average();

            Assert.Equal(expected, row.Estimate, 1e-9);
        }
    }

    [Theory]
    [InlineData(ContrastCoding.Sum)]
    [InlineData(ContrastCoding.Helmert)]
    [InlineData(ContrastCoding.Polynomial)]
    public void Means_and_pairs_do_not_depend_on_the_coding(ContrastCoding coding)
    {
        ModelFrame coded = Frame.With(Frame["recipe"].WithContrast(coding)).With(Frame["site"].WithContrast(coding));
        ModelFit other = Model.Parse(Fit.Formula).Fit(coded);
        foreach ((ContrastEstimate expected, ContrastEstimate actual) in Fit.MarginalMeans.Of(["recipe"], ["site"]).Pairs().Rows.Zip(other.MarginalMeans.Of(["recipe"], ["site"]).Pairs().Rows))
        {
            Assert.Equal(expected.Contrast, actual.Contrast);
            Assert.Equal(expected.Estimate, actual.Estimate, 1e-6);
            Assert.Equal(expected.StandardError, actual.StandardError, 1e-6);
            Assert.Equal(expected.PValue!.Value, actual.PValue!.Value, 1e-6);
        }
    }

    [Theory]
    [InlineData(ContrastCoding.Treatment)]
    [InlineData(ContrastCoding.Sum)]
    [InlineData(ContrastCoding.Helmert)]
    public void With_an_empty_cell_the_same_means_are_not_estimable_by_every_coding(ContrastCoding coding)
    {
        ModelFrame holes = MarginalReference.All().Single(static reference => reference.Name == "empty cell, both").Frame;
        ModelFrame coded = holes.With(holes["recipe"].WithContrast(coding)).With(holes["site"].WithContrast(coding));
        MarginalMeansTable table = Model.Parse("y ~ recipe * site + dose + treated + male + x + (1 | g)").Fit(coded).MarginalMeans.Of("recipe", "site");

        MarginalEstimate missing = Assert.Single(table.Rows, static row => !row.IsEstimable);
        Assert.Equal(["C", "west"], missing.Levels.Select(static level => level.Level));
        Assert.Equal("no row tells of (recipe C, site west)", missing.NotEstimable);
        Assert.Contains("Not estimable: recipe C, site west: no row tells of (recipe C, site west).", table.Notes);
    }

    [Fact]
    public void A_contrast_of_contrasts_is_the_difference_of_contrasts()
    {
        MarginalMeansTable cells = Fit.MarginalMeans.Of("recipe", "site");
        ContrastTable interaction = cells.Interaction(ContrastKind.Pairwise, ContrastKind.Sequential);
        ContrastEstimate row = interaction["A - B : south - north"];

        Assert.Equal(9, interaction.Rows.Count);
        Assert.Equal(cells["A", "south"].Estimate - cells["B", "south"].Estimate - (cells["A", "north"].Estimate - cells["B", "north"].Estimate), row.Estimate, 1e-9);
        Assert.Equal(Fit.Tests.Anova()["recipe:site"].F, interaction.Joint()[0].F, 1e-6);
    }

    [Fact]
    public void Contrasts_of_ones_own_are_those_that_are_built_in()
    {
        MarginalMeansTable means = Fit.MarginalMeans.Of("recipe");
        ContrastTable own = means.Contrasts(new Dictionary<string, double[]> { ["A - B"] = [1, -1, 0], ["rest"] = [-1, 0.5, 0.5] });

        Assert.Equal(means.Pairs(MultiplicityAdjustment.None)["A - B"].Statistic, own["A - B"].Statistic);
        Assert.Equal(((means["B"].Estimate + means["C"].Estimate) / 2) - means["A"].Estimate, own["rest"].Estimate, 1e-9);
        Assert.Equal(means.AgainstControl("C", MultiplicityAdjustment.None)["A - C"].Statistic, means.Pairs(MultiplicityAdjustment.None)["A - C"].Statistic);
    }

    [Fact]
    public void Covariates_are_those_that_can_be_given_values_and_have_slopes()
    {
        ModelFit fit = Model.Parse("y ~ recipe + old + I(old * x) + (1 | g)").Fit(Frame.With(FrameColumn.Boolean("old", Frame.Numbers("x").Select(static x => (bool?)(x > 5)))));

        Assert.Equal(["x"], fit.MarginalMeans.Covariates);
        Assert.Equal(["x"], fit.Slopes.Covariates);
        Assert.Equal(["recipe", "old"], fit.MarginalMeans.Factors);
        AssertRefused("old is a factor", () => fit.MarginalMeans.At("old", 1));
    }

    [Fact]
    public void Notes_say_how_the_numbers_were_found()
    {
        ContrastTable pairs = Fit.MarginalMeans.At("x", 3).Of("recipe").Pairs();

        Assert.Equal(
            [
                "Averaged over the levels of site, dose, male, with equal weights.",
                "At x = 3.",
                "In an interaction with what is averaged over: recipe.",
                "Degrees of freedom by Satterthwaite's method; fitted by REML.",
                "P-values are adjusted by Tukey's method for all pairs of 3 estimates.",
            ],
            pairs.Notes);
    }

    [Fact]
    public void Without_degrees_of_freedom_there_are_neither_limits_nor_p_values()
    {
        MarginalMeans none = Fit.MarginalMeans.With(DegreesOfFreedomMethod.None);

        Assert.True(double.IsNaN(none.Of("recipe").Rows[0].Lower));
        Assert.All(none.Of("recipe").Pairs().Rows, static row => Assert.True(row.PValue is null && double.IsNaN(row.Lower) && double.IsFinite(row.Statistic)));
    }

    [Fact]
    public void By_the_normal_distribution_limits_are_of_it()
    {
        MarginalEstimate row = Fit.MarginalMeans.With(DegreesOfFreedomMethod.Normal).Of("recipe").Rows[0];

        Assert.Null(row.DegreesOfFreedom);
        Assert.Equal(row.Estimate + (1.959963984540054 * row.StandardError), row.Upper, 1e-9);
    }

    [Fact]
    public void Rows_in_another_order_change_nothing()
    {
        ModelFrame reversed = new(Frame.Columns.Select(column => column.Name switch
        {
            "y" or "x" => FrameColumn.Numeric(column.Name, Frame.Numbers(column.Name).Reverse()),
            "male" => FrameColumn.Integer(column.Name, Frame.Numbers(column.Name).Reverse().Select(static number => (long)number)),
            _ => FrameColumn.Text(column.Name, Frame.Texts(column.Name).Reverse()).AsFactor(),
        }));
        MarginalMeansTable other = Model.Parse(Fit.Formula).Fit(reversed).MarginalMeans.Weighted(MeansWeighting.Proportional).Of("recipe");

        Assert.All(Fit.MarginalMeans.Weighted(MeansWeighting.Proportional).Of("recipe").Rows.Zip(other.Rows), static pair => Assert.Equal(pair.First.Estimate, pair.Second.Estimate, 1e-6));
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        MarginalMeansTable means = Fit.MarginalMeans.Of("recipe");

        AssertRefused("no variable of the fixed effects 'recpie'; there are 'recipe'", static () => Fit.MarginalMeans.Of("recpie"));
        AssertRefused("no variable of the fixed effects 'g'", static () => Fit.MarginalMeans.Of("g"));
        AssertRefused("x is a covariate", static () => Fit.MarginalMeans.Of("x"));
        AssertRefused("site is a factor, which has no slope", static () => Fit.Slopes.Of("site"));
        AssertRefused("site is a factor, whose levels are", static () => Fit.MarginalMeans.At("site", 1));
        AssertRefused("no estimate at 'D'; there are", () => _ = means["D"]);
        AssertRefused("no level 'D'", () => means.AgainstControl("D"));
        AssertRefused("no contrast 'A-B'", () => _ = means.Pairs()["A-B"]);
        Assert.Contains("needs 3 finite weights", Assert.Throws<ArgumentException>(() => means.Contrasts(new Dictionary<string, double[]> { ["a"] = [1, -1] })).Message, StringComparison.Ordinal);
        Assert.Contains("one finite value or several", Assert.Throws<ArgumentException>(static () => Fit.MarginalMeans.At("x", double.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("must be between 0 and 1", Assert.Throws<ArgumentOutOfRangeException>(static () => Fit.MarginalMeans.AtLevel(1)).Message, StringComparison.Ordinal);
        Assert.Contains("asked for twice", Assert.Throws<ArgumentException>(static () => Fit.MarginalMeans.Of("recipe", "recipe")).Message, StringComparison.Ordinal);
        Assert.Contains("give one for each", Assert.Throws<ArgumentException>(() => means.Interaction(ContrastKind.Pairwise, ContrastKind.Pairwise)).Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string message, Action call)
        => Assert.Contains(message, Assert.Throws<ModelException>(call).Message, StringComparison.Ordinal);
}
