using Lmm.Crossing;
using Lmm.Tests.Solver;
using Lmm.Tests.Storage;

namespace Lmm.Tests.Inference;

/// <summary>Which robust covariances sums do not give, and what is said of it.</summary>
public sealed class RobustSumsRefusalTests
{
    [Fact]
    public void Factors_that_cross_in_the_sum_alone_are_refused_there()
    {
        ModelDesign design = RandomDesigns.Build("nested, vectors in both", 180, weighted: false);
        RandomEffectsDesign inner = design.RandomTerms[1];

        // The same rows, of inner levels that lie in the outer levels next to theirs.
        ModelDesign moved = new(design.Rows, design.Response, null, null, design.FixedEffects, [design.RandomTerms[0] with { Grouping = Next(design.RandomTerms[0].Grouping) }, inner]);
        CrossProducts sum = CrossProducts.Form(design).Add(CrossProducts.Form(moved));

        Assert.Single(CrossProducts.Form(moved).Totals);
        Assert.Empty(sum.Totals);
        Assert.Contains("levels of the grouping factor inner are in several clusters by outer", Refused(() => LinearMixedModel.Fit(sum).Tests.WithRobustCovariance("outer", RobustCovariance.CR1)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_sums_do_not_have_is_refused_with_what_to_do()
    {
        ModelDesign design = RandomDesigns.Build("one factor, two effects", 181, weighted: false);
        FixedEffectsTests tests = LinearMixedModel.Fit(CrossProducts.Form(design)).Tests;
        ModelSums all = NaiveSums.Of(design);
        ModelSums without = new()
        {
            Shape = all.Shape,
            Totals = all.Totals,
            Groupings = [new GroupingSums { Grouping = "g", Values = all.Groupings[0].Values }],
            WeightSum = all.WeightSum,
            LogWeightSum = all.LogWeightSum,
        };
        ModelException unknown = Assert.Throws<ModelException>(() => tests.WithRobustCovariance("x", RobustCovariance.CR1));

        Assert.Equal(LmmErrorCode.UnknownColumn, unknown.Code);
        Assert.Contains("there is no grouping factor x among those of the model (g)", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("take CR1", Refused(() => tests.WithRobustCovariance("g", RobustCovariance.CR2)), StringComparison.Ordinal);
        Assert.Contains("take CR1", Refused(() => tests.WithRobustCovariance(RobustCovariance.CR2)), StringComparison.Ordinal);
        Assert.Contains("name a grouping factor", Refused(() => tests.WithRobustCovariance(new int[90], RobustCovariance.CR1)), StringComparison.Ordinal);
        Assert.Contains("use Satterthwaite's", Refused(() => tests.With(DegreesOfFreedomMethod.KenwardRoger).WithRobustCovariance("g", RobustCovariance.CR1).Coefficients), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => tests.WithRobustCovariance("g", (RobustCovariance)9));
        foreach (CrossProducts lacking in new[] { CrossProducts.FromSums(without), CrossProducts.FromSums(without).Add(CrossProducts.Form(design)), CrossProducts.Form(design).Add(CrossProducts.FromSums(without)) })
        {
            Assert.Contains("give GroupingSums.Totals", Refused(() => LinearMixedModel.Fit(lacking).Tests.WithRobustCovariance("g", RobustCovariance.CR1)), StringComparison.Ordinal);
        }

        LinearModelFit linear = SavedFits.Again((LinearModelFit)Model.Parse("Reaction ~ Days").Fit(InferenceModel.Find("inference-dense.json", "sleepstudy").Frame()));
        Assert.Contains("linear model that was loaded", Refused(() => linear.Tests.WithRobustCovariance("Days", RobustCovariance.CR1)), StringComparison.Ordinal);
        Assert.Contains("linear model that was loaded", Refused(() => linear.Tests.WithRobustCovariance(RobustCovariance.CR1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_that_would_take_too_much_are_left_out_and_that_is_said()
    {
        const int Rows = 1000;
        var random = new Random(182);
        var many = new FactorColumn("many", [.. Enumerable.Range(0, Rows).Select(static row => row % 205)], [.. Enumerable.Range(0, 205).Select(static level => $"l{level}")]);
        var g = new FactorColumn("g", [.. Enumerable.Range(0, Rows).Select(static row => row / 40)], [.. Enumerable.Range(0, 25).Select(static level => $"g{level}")]);
        SketchColumn one = DesignSketch.One(Rows);
        ModelDesign design = new DesignSketch("y", [.. Enumerable.Range(0, Rows).Select(row => random.NextDouble() + (row / 40 * 0.05))]).Fixed([one, .. DesignSketch.Contrasts(many)]).Random(g, one).Build();
        CrossProducts products = CrossProducts.Form(design);

        Assert.Empty(products.Totals);
        Assert.Contains("25 levels, which are not kept of 205 coefficients", Refused(() => LinearMixedModel.Fit(products).Tests.WithRobustCovariance("g", RobustCovariance.CR1)), StringComparison.Ordinal);
        Assert.True(LevelTotals.IsAffordable(1_000_000, 3));
        Assert.False(LevelTotals.IsAffordable(1_000_000, 5));
        Assert.False(LevelTotals.IsAffordable(2, 201));
    }

    [Fact]
    public void Groups_that_lie_too_far_apart_are_refused()
    {
        ModelDesign design = Model.Parse("y ~ 1 + (1 | g)").Bind(ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", "far-1e6.csv"))).BuildDesign();
        LinearMixedModelFit fit = LinearMixedModel.Fit(design);

        Assert.True(fit.Tests.WithRobustCovariance("g", RobustCovariance.CR1).Coefficients[0].StandardError > 0);
        Assert.Contains("so far apart", Refused(() => SavedFits.Again(fit).Tests.WithRobustCovariance("g", RobustCovariance.CR1)), StringComparison.Ordinal);
    }

    private static FactorColumn Next(FactorColumn factor) => new(factor.Name, [.. factor.Codes.Select(code => (code + 1) % factor.Levels.Length)], factor.Levels);

    private static string Refused(Func<object> call)
    {
        ModelException exception = Assert.Throws<ModelException>(call);
        Assert.Equal(LmmErrorCode.NotAvailable, exception.Code);
        return exception.Message;
    }
}
