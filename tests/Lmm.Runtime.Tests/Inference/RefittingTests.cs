using Lmm.Tests.Results;

namespace Lmm.Tests.Inference;

/// <summary>Models fitted here, by the solver: printed as lme4's, and fitted anew where a comparison needs it.</summary>
public class RefittingTests
{
    [Theory]
    [InlineData("sleepstudy-slope-ml")]
    [InlineData("sleepstudy-slope-reml")]
    [InlineData("sleepstudy-intercept-ml")]
    [InlineData("sleepstudy-uncorrelated-reml")]
    [InlineData("sleepstudy-weights-reml")]
    [InlineData("sleepstudy-offset-ml")]
    [InlineData("sleepstudy-collinear-ml")]
    [InlineData("penicillin-reml")]
    [InlineData("penicillin-ml")]
    [InlineData("pastes-ml")]
    [InlineData("pastes-reml")]
    [InlineData("machines-reml")]
    [InlineData("cake-ml")]
    public void A_model_fitted_here_is_printed_as_the_estimates_of_lme4_are(string name)
    {
        ReferenceFit reference = ReferenceFit.Read("mixed-" + name);
        LinearMixedModelFit fit = LinearMixedModel.Fit(reference.ModelDesign(), reference.Restricted ? Estimation.RestrictedMaximumLikelihood : Estimation.MaximumLikelihood);

        Assert.True(fit.Convergence.Converged);
        Assert.Equal(reference.MixedFit().ToString(), fit.ToString(DegreesOfFreedomMethod.None));
    }

    [Fact]
    public void Fits_by_REML_are_fitted_anew_by_maximum_likelihood_and_say_so()
    {
        LinearMixedModelFit uncorrelated = Fit("sleepstudy-uncorrelated-reml", Estimation.RestrictedMaximumLikelihood);
        LinearMixedModelFit slope = Fit("sleepstudy-slope-reml", Estimation.RestrictedMaximumLikelihood);

        LikelihoodRatioTest test = LikelihoodRatioTest.Compare(uncorrelated, slope);

        // lme4 1.1-31: chi-squared 0.0639 on one degree of freedom (printing-comparisons.R), p = 0.8004.
        Assert.Equal(0.0639, test.ChiSquared, 5e-5);
        Assert.Equal(0.8004, test.PValue, 5e-5);
        Assert.All(test.Rows, row => Assert.True(row.WasRefitted));
        Assert.All(test.Rows, row => Assert.Equal(Estimation.MaximumLikelihood, row.Fit.Estimation));
        Assert.StartsWith("refitted by maximum likelihood (instead of REML): uncorrelated, slope\n", test.ToString(), StringComparison.Ordinal);
        Assert.Equal(Estimation.RestrictedMaximumLikelihood, slope.Estimation);
    }

    [Fact]
    public void Only_the_fits_by_REML_are_fitted_anew()
    {
        LinearMixedModelFit intercept = Fit("sleepstudy-intercept-ml", Estimation.MaximumLikelihood);
        LinearMixedModelFit slope = Fit("sleepstudy-slope-reml", Estimation.RestrictedMaximumLikelihood);

        LikelihoodRatioTest test = LikelihoodRatioTest.Compare(intercept, slope);

        Assert.Same(intercept, test.Rows[0].Fit);
        Assert.Equal([false, true], test.Rows.Select(row => row.WasRefitted));
    }

    [Fact]
    public void A_mixed_model_is_not_fitted_as_a_linear_one_nor_the_other_way_round()
    {
        Assert.Contains("LinearMixedModel.Fit", Assert.Throws<ModelException>(() => LinearModel.Fit(ReferenceFit.Read("mixed-sleepstudy-slope-ml").ModelDesign())).Message, StringComparison.Ordinal);
        Assert.Contains("LinearModel.Fit", Assert.Throws<ModelException>(() => LinearMixedModel.Fit(ReferenceFit.Read("linear-sleepstudy").ModelDesign())).Message, StringComparison.Ordinal);
    }

    private static LinearMixedModelFit Fit(string name, Estimation estimation) => LinearMixedModel.Fit(ReferenceFit.Read("mixed-" + name).ModelDesign(), estimation);
}
