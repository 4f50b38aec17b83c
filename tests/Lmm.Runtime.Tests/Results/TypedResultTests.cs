namespace Lmm.Tests.Results;

/// <summary>Results of generated types share the results of the fit that they are made from.</summary>
public class TypedResultTests
{
    [Fact]
    public void A_typed_mixed_model_fit_has_the_same_results_and_its_own_name()
    {
        LinearMixedModelFit fit = ReferenceFit.Read("mixed-sleepstudy-slope-ml").MixedFit();
        SleepFit typed = new(fit);

        Assert.Same(fit.FittedValues, typed.FittedValues);
        Assert.Equal(fit.Aic, typed.Aic);
        Assert.Equal(fit.ToString().Replace(nameof(LinearMixedModelFit), nameof(SleepFit), StringComparison.Ordinal), typed.ToString());
        Assert.Equal(fit.RandomEffects("Subject").VarianceComponent("Days").Variance, typed.Subject.Days.Variance);
        Assert.Equal(fit.RandomEffects("Subject").Modes("309")["Days"].Value, (double)typed.Subject["309"].Days);
    }

    [Fact]
    public void A_typed_linear_model_fit_has_the_same_results_and_its_own_name()
    {
        LinearModelFit fit = LinearModel.Fit(ReferenceFit.Read("linear-sleepstudy").ModelDesign());
        LineFit typed = new(fit);

        Assert.Equal(fit.RSquared, typed.RSquared);
        Assert.Equal(fit.ToString().Replace(nameof(LinearModelFit), nameof(LineFit), StringComparison.Ordinal), typed.ToString());
    }

    [Fact]
    public void Typed_fits_can_be_compared()
    {
        LineFit line = new(LinearModel.Fit(ReferenceFit.Read("linear-sleepstudy").ModelDesign()));
        SleepFit sleep = new(ReferenceFit.Read("mixed-sleepstudy-slope-ml").MixedFit());

        Assert.Equal(3, LikelihoodRatioTest.Compare(line, sleep).DegreesOfFreedom);
    }

    private sealed class LineFit(LinearModelFit fit) : LinearModelFit(fit);

    private sealed class SleepFit(LinearMixedModelFit fit) : LinearMixedModelFit(fit)
    {
        public SubjectEffects Subject => new(RandomEffects("Subject"));
    }

    private sealed class SubjectEffects(RandomEffects effects) : RandomEffects(effects)
    {
        public VarianceComponent Days => VarianceComponent("Days");

        public SubjectModes this[string level] => new(Modes(level));
    }

    private sealed class SubjectModes(ConditionalModes modes) : ConditionalModes(modes)
    {
        public ConditionalMode Days => this["Days"];
    }
}
