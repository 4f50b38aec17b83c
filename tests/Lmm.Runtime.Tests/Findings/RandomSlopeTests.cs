using Lmm.Tests.HardData;

namespace Lmm.Tests.Findings;

/// <summary>Random slopes that are missing, by the model with the slope fitted by its formula.</summary>
public class RandomSlopeTests
{
    private static readonly ModelFrame Sleep = CsvText.ReadShared("sleepstudy").Frame();

    [Theory]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    [InlineData(Estimation.MaximumLikelihood)]
    public void The_growth_of_a_standard_error_is_that_of_the_model_with_the_slope(Estimation estimation)
    {
        ModelFit without = Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(Sleep, estimation);
        var with = (LinearMixedModelFit)Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(Sleep, estimation);
        Finding finding = FaultyStudy.Only(without, FindingKind.NoRandomSlope);

        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Equal("Subject", finding.Grouping);
        Assert.Equal(["Days", "Days"], finding.Terms);
        Assert.Equal(with.Coefficients["Days"].StandardError / without.Coefficients["Days"].StandardError, finding.Numbers["standardErrorFactor"], 1e-6);
        Assert.Equal(with.RandomEffects("Subject").VarianceComponent("Days").StandardDeviation, finding.Numbers["slopeDeviation"], 1e-4);
        Assert.Equal(with.Tests.Coefficient("Days").PValue!.Value, finding.Numbers["pWithSlope"], 1e-8);
        Assert.Equal(((LinearMixedModelFit)without).Objective - with.Objective, finding.Numbers["criterionFall"], 1e-6);
        Assert.Contains("Write (1 + Days | Subject) in place of (1 | Subject).", finding.Advice, StringComparison.Ordinal);
        Assert.Empty(with.Review().Of(FindingKind.NoRandomSlope));
    }

    [Fact]
    public void A_conclusion_that_turns_is_serious()
    {
        var study = new FaultyStudy(3);
        for (int row = 0; row < study.Y.Length; row++)
        {
            study.Y[row] += (int.Parse(study.G[row][1..], System.Globalization.CultureInfo.InvariantCulture) % 2 == 0 ? 1.6 : -1.2) * study.Z[row];
        }

        Finding finding = study.Fit().Review()[0];
        Assert.Equal((FindingKind.NoRandomSlope, FindingSeverity.Serious, "z"), (finding.Kind, finding.Severity, finding.Terms[0]));
        Assert.True(finding.Numbers["p"] < 0.05 && finding.Numbers["pWithSlope"] > 0.05);
    }

    [Fact]
    public void A_slope_that_the_data_do_not_show_is_a_remark()
    {
        Finding finding = FaultyStudy.Only(new FaultyStudy(4).Fit(), FindingKind.NoRandomSlope);
        Assert.Equal(FindingSeverity.Remark, finding.Severity);
        Assert.Equal(["x", "z"], finding.Terms);
        Assert.InRange(finding.Numbers["standardErrorFactor.x"], 0.9, 1.1);
    }

    // By a factor within whose levels nothing varies there is no slope, and a product with what is constant within levels needs that of the other alone.
    [Fact]
    public void Slopes_of_interactions_bring_what_lies_in_them()
    {
        var study = new FaultyStudy(5);
        FitReview review = study.Fit("y ~ x * f + (1 | g)").Review();
        Assert.Equal(["x", "f", "x:f"], Assert.Single(review.Of(FindingKind.NoRandomSlope)).Terms);
        double[] ofGroup = [.. study.G.Select(static group => double.Parse(group[1..], System.Globalization.CultureInfo.InvariantCulture))];
        ModelFit product = Model.Parse("y ~ x * w + (1 | g)").Fit(study.Frame().With(FrameColumn.Numeric("w", ofGroup)));
        Assert.Equal(["x"], Assert.Single(product.Review().Of(FindingKind.NoRandomSlope)).Terms);
        ModelFit between = Model.Parse("y ~ w + (1 | g)").Fit(study.Frame().With(FrameColumn.Numeric("w", ofGroup)));
        Assert.Empty(between.Review().Of(FindingKind.NoRandomSlope));
    }
}
