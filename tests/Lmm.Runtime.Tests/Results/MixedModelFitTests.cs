namespace Lmm.Tests.Results;

/// <summary>What a mixed model's result derives from the solver's estimates, against lme4 1.1-31 (tests/reference/printing-fits.R).</summary>
public class MixedModelFitTests
{
    public static TheoryData<string> Models => [.. ReferenceFit.Names("mixed")];

    [Theory]
    [MemberData(nameof(Models))]
    public void Likelihood_criteria_and_degrees_of_freedom_follow_lme4(string name)
    {
        ReferenceFit reference = ReferenceFit.Read(name);
        LinearMixedModelFit fit = reference.MixedFit();

        NumericAssert.Close(reference.LogLikelihood, fit.LogLikelihood, 1e-13);
        NumericAssert.Close(reference.Aic, fit.Aic, 1e-13);
        NumericAssert.Close(reference.Bic, fit.Bic, 1e-13);
        Assert.Equal(reference.Df, fit.ParameterCount);
        Assert.Equal(reference.ResidualDf, fit.ResidualDegreesOfFreedom);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Deviance_at_the_estimates_is_that_of_lme4(string name)
    {
        ReferenceFit reference = ReferenceFit.Read(name);

        // Away from its own minimum the deviance changes with the error of θ, lme4's and ours.
        LinearMixedModelFit fit = LinearMixedModel.Fit(reference.ModelDesign(), reference.MixedFit().Estimation);
        Assert.Equal(reference.Deviance, fit.Deviance, 1e-6 * Math.Max(1, Math.Abs(reference.Deviance)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Fitted_values_and_scaled_residuals_are_those_of_lme4(string name)
    {
        ReferenceFit reference = ReferenceFit.Read(name);
        LinearMixedModelFit fit = reference.MixedFit();

        NumericAssert.Close(reference.Fitted, [.. fit.FittedValues], 1e-10);
        NumericAssert.Close(reference.Scaled, [.. fit.ScaledResiduals], 1e-10);
        Assert.Same(fit.FittedValues, fit.FittedValues);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Standard_deviations_and_conditional_modes_are_those_of_lme4(string name)
    {
        ReferenceFit reference = ReferenceFit.Read(name);
        LinearMixedModelFit fit = reference.MixedFit();

        NumericAssert.Close(reference.Variances, [.. fit.Terms.SelectMany(term => term.EffectNames.Select((_, i) => Math.Sqrt(term.Covariance[i, i])))], 1e-12);
        foreach (ReferenceTerm term in reference.Terms.Where(term => reference.Terms.Count(other => other.Grouping == term.Grouping) == 1))
        {
            RandomEffects effects = fit.RandomEffects(term.Grouping);
            int k = term.Names.Length;
            for (int level = 0; level < term.Levels.Length; level++)
            {
                ConditionalModes modes = effects.Modes(term.Levels[level]);
                Assert.Equal(term.Names, modes.EffectNames);
                for (int j = 0; j < k; j++)
                {
                    Assert.Equal(term.Modes[(level * k) + j], modes[term.Names[j]].Value);
                    Assert.Equal(Math.Sqrt(term.Covariances[(((level * k) + j) * k) + j]), modes[j].StandardDeviation);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Correlations_of_fixed_effects_are_those_of_lme4(string name)
    {
        ReferenceFit reference = ReferenceFit.Read(name);
        LinearMixedModelFit fit = reference.MixedFit();

        int[] estimable = [.. Enumerable.Range(0, fit.Coefficients.Count).Where(j => fit.Coefficients[j].IsEstimable)];
        double[] correlation = [.. from i in estimable from j in estimable select fit.CoefficientCorrelation[i, j]];
        NumericAssert.Close(reference.Correlation, correlation, 1e-12);
    }
}
