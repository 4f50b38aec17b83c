namespace Lmm.Tests.HardData;

/// <summary>The order of the rows, the units of the covariates, the names of the levels and the way in which a model is written change nothing at the optimum.</summary>
/// <remarks>Two searches end within 1e-7 of each other in the criterion, and so within 1e-4 standard errors or so in the estimates.</remarks>
public class SameModelTests
{
    private const double Unit = 1000;

    public static TheoryData<string, Estimation> Models
    {
        get
        {
            var data = new TheoryData<string, Estimation>();
            foreach (HardModel model in HardModels.All)
            {
                data.Add(model.Data, Estimation.MaximumLikelihood);
                data.Add(model.Data, Estimation.RestrictedMaximumLikelihood);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_order_of_the_rows_does_not_matter(string name, Estimation estimation)
    {
        HardModel model = HardModels.Named(name);
        LinearMixedModelFit fit = model.Fit(estimation: estimation);
        LinearMixedModelFit reversed = model.Fit(model.Text().Reversed(), estimation);

        Same(fit, reversed, 0, [.. reversed.FittedValues.Reverse()]);
        SameDeviations(fit, reversed, static _ => 1);
    }

    // A column of X times c adds 2 log c to the REML criterion.
    [Theory]
    [MemberData(nameof(Models))]
    public void The_units_of_the_covariates_do_not_matter(string name, Estimation estimation)
    {
        HardModel model = HardModels.Named(name);
        LinearMixedModelFit fit = model.Fit(estimation: estimation);
        LinearMixedModelFit scaled = model.Fit(model.Covariates.Aggregate(model.Text(), static (text, column) => text.Times(column, Unit)), estimation);

        double shift = estimation == Estimation.RestrictedMaximumLikelihood ? 2 * model.ScaledColumns * Math.Log(Unit) : 0;
        Same(fit, scaled, shift, scaled.FittedValues);
        SameDeviations(fit, scaled, effect => model.Covariates.Contains(effect) ? Unit : 1);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_order_of_the_levels_does_not_matter(string name, Estimation estimation)
    {
        HardModel model = HardModels.Named(name);
        LinearMixedModelFit relabelled = model.Fit(model.Factors.Aggregate(model.Text(), static (text, column) => text.Relabelled(column)), estimation);

        Same(model.Fit(estimation: estimation), relabelled, 0, relabelled.FittedValues);
    }

    [Theory]
    [InlineData("level-effects", "y ~ x + (f | g)")]
    [InlineData("slopes-beside-level-effects", "y ~ x + (x | g) + (0 + f | h)")]
    [InlineData("slopes-beside-level-effects", "y ~ x + (0 + f | h) + (x | g)")]
    [InlineData("four-levels", "y ~ x + (f | g)")]
    [InlineData("two-level-effects-a", "y ~ 1 + (f2 | g)")]
    [InlineData("two-level-effects-b", "y ~ f2 * f3 + (f2 | g)")]
    [InlineData("nested-slopes-a", "y ~ 1 + (x | g) + (x | g:k)")]
    [InlineData("crossed-slopes", "y ~ z + f5 + (z | h) + (x | g)")]
    public void The_way_in_which_it_is_written_does_not_matter(string name, string formula)
    {
        HardModel model = HardModels.Named(name);
        foreach (Estimation estimation in Enum.GetValues<Estimation>())
        {
            LinearMixedModelFit other = model.Fit(estimation: estimation, formula: formula);
            Same(model.Fit(estimation: estimation), other, 0, other.FittedValues);
        }
    }

    private static void Same(LinearMixedModelFit expected, LinearMixedModelFit actual, double shift, IReadOnlyList<double> fitted)
    {
        Assert.True(expected.Convergence.Converged, expected.Convergence.Message);
        Assert.True(actual.Convergence.Converged, actual.Convergence.Message);
        Assert.Equal(expected.Objective + shift, actual.Objective, 1e-7);
        Assert.Equal(expected.Sigma, actual.Sigma, 1e-4 * expected.Sigma);
        Assert.All(expected.FittedValues.Zip(fitted), pair => Assert.Equal(pair.First, pair.Second, 1e-3 * expected.Sigma));
    }

    private static void SameDeviations(LinearMixedModelFit expected, LinearMixedModelFit actual, Func<string, double> unit)
    {
        foreach (RandomEffects effects in expected.GroupingFactors)
        {
            double largest = effects.VarianceComponents.Max(static component => component.StandardDeviation);
            Assert.All(effects.VarianceComponents, component => Assert.Equal(
                component.StandardDeviation, actual.RandomEffects(effects.Grouping).VarianceComponent(component.Name).StandardDeviation * unit(component.Name), 1e-4 * largest));
        }
    }
}
