using Lmm.Formula.Binding;

namespace Lmm.Tests.Results;

/// <summary>Random effects by grouping factor, effect and level.</summary>
public class RandomEffectsTests
{
    private static readonly ReferenceFit Slope = ReferenceFit.Read("mixed-sleepstudy-slope-ml");
    private static readonly ReferenceFit Uncorrelated = ReferenceFit.Read("mixed-sleepstudy-uncorrelated-ml");

    [Fact]
    public void Variance_components_are_found_by_name()
    {
        RandomEffects subject = Slope.MixedFit().RandomEffects("Subject");

        // Bates et al. (2015), section 5: 23.780 and 5.717, correlation 0.08 (maximum likelihood, lme4's vignette).
        Assert.Equal(23.780, subject.VarianceComponent("(Intercept)").StandardDeviation, 2e-3);
        Assert.Equal(5.717, subject.VarianceComponent("Days").StandardDeviation, 1e-3);
        Assert.Equal(0.081, subject.Correlation("(Intercept)", "Days"), 1e-3);
        Assert.Equal(
            subject.Correlation("Days", "(Intercept)") * subject.VarianceComponents[0].StandardDeviation * subject.VarianceComponents[1].StandardDeviation,
            subject.VarianceComponents[0].Covariance(subject.VarianceComponents[1]),
            1e-12);
    }

    [Fact]
    public void Effects_of_different_terms_on_one_factor_are_gathered_and_uncorrelated()
    {
        LinearMixedModelFit fit = Uncorrelated.MixedFit();
        RandomEffects subject = Assert.Single(fit.GroupingFactors);

        Assert.Equal(["(Intercept)", "Days"], subject.VarianceComponents.Select(component => component.Name));
        Assert.Equal(0, subject.Correlation("(Intercept)", "Days"));
        Assert.Equal(0, subject.VarianceComponents[0].Covariance(subject.VarianceComponents[1]));
        Assert.Equal(["(Intercept)", "Days"], subject.Modes("308").EffectNames);
        Assert.Equal(Uncorrelated.Terms[1].Modes[0], subject.Modes("308")["Days"].Value);
    }

    [Fact]
    public void A_diagonal_term_is_printed_as_the_terms_that_it_is_made_of()
    {
        // (Days || Subject) as one term of diagonal covariance, from the two terms of lme4.
        ReferenceTerm intercept = Uncorrelated.Terms[0];
        ReferenceTerm days = Uncorrelated.Terms[1];
        ReferenceTerm both = new(
            "Subject",
            intercept.Levels,
            intercept.Codes,
            ["(Intercept)", "Days"],
            [intercept.Columns[0], days.Columns[0]],
            [intercept.Lambda[0], 0, 0, days.Lambda[0]],
            [.. intercept.Modes.Zip(days.Modes, (i, d) => new[] { i, d }).SelectMany(pair => pair)],
            [.. intercept.Covariances.Zip(days.Covariances, (i, d) => new[] { i, 0, 0, d }).SelectMany(block => block)]);
        LinearMixedModelFit separate = Uncorrelated.MixedFit();
        LinearMixedModelFit diagonal = (Uncorrelated with { Terms = [both] }).MixedFit(covariance: CovarianceStructure.Diagonal);

        Assert.Equal(separate.ToString(), diagonal.ToString());
        Assert.Contains(" Subject   (Intercept) ", diagonal.ToString(), StringComparison.Ordinal);
        Assert.Contains(" Subject.1 Days ", diagonal.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, diagonal.RandomEffects("Subject").Correlation("(Intercept)", "Days"));
        Assert.Equal(
            separate.RandomEffects("Subject").Modes("372")["Days"],
            diagonal.RandomEffects("Subject").Modes("372")["Days"]);
    }

    [Fact]
    public void Correlation_with_an_effect_of_zero_variance_is_not_a_number()
    {
        ReferenceTerm term = Slope.Terms[0] with { Lambda = [Slope.Terms[0].Lambda[0], 0, 0, 0] };
        RandomEffects subject = (Slope with { Terms = [term] }).MixedFit().RandomEffects("Subject");

        Assert.Equal(0, subject.VarianceComponent("Days").Variance);
        Assert.Equal(double.NaN, subject.Correlation("(Intercept)", "Days"));
        Assert.Contains(" NaN", (Slope with { Terms = [term] }).MixedFit().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_names_are_errors_that_list_the_names()
    {
        LinearMixedModelFit fit = Slope.MixedFit();

        Assert.Contains("there is no grouping factor 'subject'; there are 'Subject'", Message(() => fit.RandomEffects("subject")), StringComparison.Ordinal);
        Assert.Contains("there is no random effect of Subject 'Day'; there are 'Days', '(Intercept)'", Message(() => fit.RandomEffects("Subject").VarianceComponent("Day")), StringComparison.Ordinal);
        Assert.Contains("there is no level of Subject '309a'; there are '309'", Message(() => fit.RandomEffects("Subject").Modes("309a")), StringComparison.Ordinal);
        Assert.Contains("there is no coefficient 'days'; there are 'Days'", Message(() => fit.Coefficients["days"]), StringComparison.Ordinal);
        Assert.False(fit.Coefficients.TryGet("days", out _));
        Assert.True(fit.Coefficients.TryGet("Days", out Coefficient? coefficient));
        Assert.Same(fit.Coefficients[1], coefficient);
    }

    [Fact]
    public void Effects_of_different_grouping_factors_have_no_correlation()
    {
        LinearMixedModelFit fit = ReferenceFit.Read("mixed-penicillin-ml").MixedFit();

        Assert.Contains("independent", Message(() => fit.GroupingFactors[0].VarianceComponents[0].Correlation(fit.GroupingFactors[1].VarianceComponents[0])), StringComparison.Ordinal);
    }

    [Fact]
    public void An_effect_that_occurs_in_two_terms_is_not_picked_silently()
    {
        LinearMixedModelFit fit = (Uncorrelated with { Terms = [Uncorrelated.Terms[0], Uncorrelated.Terms[0]] }).MixedFit();

        Assert.Contains("more than one random effect of Subject '(Intercept)'", Message(() => fit.RandomEffects("Subject").VarianceComponent("(Intercept)")), StringComparison.Ordinal);
        Assert.Contains("more than one random effect of Subject '(Intercept)'", Message(() => fit.RandomEffects("Subject").Modes("308")["(Intercept)"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_a_result_print_themselves()
    {
        LinearMixedModelFit fit = Slope.MixedFit();
        RandomEffects subject = fit.RandomEffects("Subject");

        Assert.Equal(" Groups  Name        Variance Std.Dev. Corr\n Subject (Intercept) 565.52   23.781\n         Days         32.68    5.717   0.08\n", subject.ToString());
        Assert.Equal("Days: variance 32.68, standard deviation 5.717", subject.VarianceComponent("Days").ToString());
        Assert.Equal("(Intercept)        Days\n   2.815684    9.075534\n", subject.Modes("308").ToString());
        Assert.Equal("            Estimate Std. Error t value\n(Intercept)  251.405      6.632   37.91\nDays          10.467      1.502    6.97\n", fit.Coefficients.ToString());
    }

    [Fact]
    public void Grouping_factors_are_ordered_as_lme4_orders_them()
    {
        Assert.Equal(["plate", "sample"], ReferenceFit.Read("mixed-penicillin-ml").MixedFit().GroupingFactors.Select(factor => factor.Grouping));
        Assert.Equal(["cask", "batch"], ReferenceFit.Read("mixed-pastes-ml").MixedFit().GroupingFactors.Select(factor => factor.Grouping));
    }

    private static string Message(Func<object> access) => Assert.Throws<ModelException>(access).Message;
}
