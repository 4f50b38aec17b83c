using Lmm.Tests.HardData;

namespace Lmm.Tests.Intervals;

/// <summary>Intervals of a linear model against R's confint(lm) and, for sigma, uniroot on the deviance.</summary>
public class LinearModelIntervalTests
{
    private static readonly ModelFit Fit = Model.Parse("Reaction ~ Days").Fit(CsvText.ReadShared("sleepstudy").Frame());

    [Fact]
    public void Coefficients_have_the_limits_of_Students_t_by_profile_and_by_Wald()
    {
        foreach (IntervalTable table in (IntervalTable[])[Fit.Intervals.Profile(), Fit.Intervals.Wald()])
        {
            Assert.Equal(["sigma", "(Intercept)", "Days"], table.Rows.Select(static row => row.Name));
            Assert.Equal(238.360753187124089, table["(Intercept)"].Lower, 1e-9);
            Assert.Equal(264.44945650984567, table["(Intercept)"].Upper, 1e-9);
            Assert.Equal(8.023855022133436, table["Days"].Lower, 1e-10);
            Assert.Equal(12.91071689705849, table["Days"].Upper, 1e-10);
        }
    }

    [Fact]
    public void Sigma_is_profiled_by_the_likelihood()
    {
        ParameterInterval sigma = Fit.Intervals.Profile()["sigma"];

        Assert.Equal(47.44889750975749, sigma.Estimate, 1e-9);
        Assert.Equal(42.93948836289105, sigma.Lower, 1e-9);
        Assert.Equal(52.80655117778602, sigma.Upper, 1e-9);
    }

    [Fact]
    public void Bootstrap_intervals_are_near_the_exact_ones_and_reproducible()
    {
        ParameterInterval days = Fit.Intervals.Bootstrap(draws: 400, seed: 8)["Days"];

        Assert.InRange(days.Lower, 7.5, 8.5);
        Assert.InRange(days.Upper, 12.4, 13.4);
        Assert.Equal(days.Lower, Fit.Intervals.Bootstrap(draws: 400, seed: 8)["Days"].Lower);
        Assert.True(Fit.Intervals.Bootstrap(draws: 100, kind: BootstrapKind.Studentized)["sigma"].HasLimits);
    }
}
