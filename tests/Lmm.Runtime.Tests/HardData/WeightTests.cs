namespace Lmm.Tests.HardData;

/// <summary>Weights of any size, as users' files have them; the neighbours are in <c>Units</c>.</summary>
public class WeightTests
{
    // lme4 for the data in ordinary units: REML criterion 1773.646941, σ 1.102318, standard deviations 25.7259 and 5.9014.
    [Theory]
    [InlineData("sleepstudy-weights", 1)]
    [InlineData("sleepstudy-weights-1e-18", 1e9)]
    public void Units_that_cancel_leave_sigma(string name, double unit)
    {
        CsvText text = unit == 1 ? CsvText.ReadShared(name) : CsvText.Read(name);
        var fit = (LinearMixedModelFit)Model.Parse("Reaction ~ Days + (Days | Subject)").Bind(text.Frame(), "w").Fit();

        Assert.True(fit.Convergence.Converged, fit.Convergence.Message);
        Assert.False(fit.IsSingular);
        Digits.Agree(1773.646941m, fit.Objective - (2 * (180 - 2) * Math.Log(unit)));
        Digits.Agree(1.102318m, fit.Sigma);
        Digits.Agree(25.7259m, fit.RandomEffects("Subject").VarianceComponent("(Intercept)").StandardDeviation / unit);
        Digits.Agree(5.9014m, fit.RandomEffects("Subject").VarianceComponent("Days").StandardDeviation / unit);
    }
}
