using Lmm.Tests.HardData;

namespace Lmm.Tests.Intervals;

/// <summary>What cannot be had is refused, with what to do instead.</summary>
public class IntervalFaultTests
{
    private static readonly LinearMixedModelFit Fit = (LinearMixedModelFit)Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(CsvText.ReadShared("sleepstudy").Frame());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(95)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void A_level_outside_zero_and_one_is_refused_by_every_method(double level)
    {
        Assert.Contains("between 0 and 1", Assert.Throws<ArgumentOutOfRangeException>(() => Fit.Intervals.Wald(level)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit.Intervals.Profile(level));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit.Intervals.Bootstrap(level: level));
    }

    [Fact]
    public void An_unknown_parameter_is_refused_and_the_nearest_named_first()
    {
        foreach (Action asked in (Action[])
        [
            () => Fit.Intervals.Wald(parameters: ["sd_days|Subject"]),
            () => Fit.Intervals.Profile(parameters: ["sd_days|Subject"]),
            () => Fit.Intervals.Bootstrap(draws: 1_000_000_000, parameters: ["sd_days|Subject"]),
            () => _ = Fit.Intervals.Wald()["sd_days|Subject"],
        ])
        {
            ModelException refused = Assert.Throws<ModelException>(asked);
            Assert.Equal(LmmErrorCode.NoSuchResult, refused.Code);
            Assert.Contains("no parameter 'sd_days|Subject'; there are 'sd_Days|Subject'", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_fit_without_rows_is_not_bootstrapped()
    {
        LinearMixedModelFit fit = LinearMixedModel.Fit(CrossProducts.Form(Fit.Design));
        ModelException refused = Assert.Throws<ModelException>(() => fit.Intervals.Bootstrap());

        Assert.Equal(LmmErrorCode.NotAvailable, refused.Code);
        Assert.Contains("no rows", refused.Message, StringComparison.Ordinal);
        Assert.Contains("profile", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Theta_has_no_profile()
        => Assert.Equal(LmmErrorCode.NotAvailable, Assert.Throws<ModelException>(() => Fit.Intervals.Profile(parameters: ["theta_Days|Subject"])).Code);

    [Fact]
    public void Studentized_limits_need_draws_with_standard_errors()
        => Assert.Equal(LmmErrorCode.NotAvailable, Assert.Throws<ModelException>(() => Fit.Intervals.Resample(draws: 10).Intervals(BootstrapKind.Studentized)).Code);

    [Fact]
    public void A_single_draw_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => Fit.Intervals.Bootstrap(draws: 1));
}
