namespace Lmm.Tests.HardData;

/// <summary>One value of a covariate lies so far out that its square takes the digits of all others; groups far apart are in <c>Solver/FarGroupsTests</c>.</summary>
public class ScaleTests
{
    // Days 6 of subject 308 (382.2038 ms) as 1e8, as 1e11, and as an epoch in milliseconds. REML criterion in arithmetic of 40 to 60 digits.
    public static TheoryData<string, decimal> Outliers => new()
    {
        { "1e+08", 1829.785m },
        { "1e+11", 1843.600m },
        { "1700000000000", 1849.267m },
    };

    [Theory]
    [MemberData(nameof(Outliers))]
    public void One_value_far_out_leaves_the_fit_of_the_others(string value, decimal criterion)
    {
        LinearMixedModelFit fit = Fit("Reaction ~ Days + (Days | Subject)", value, default);
        RandomEffects subjects = fit.RandomEffects("Subject");

        Assert.True(fit.Convergence.Converged, fit.Convergence.Message);
        Assert.False(fit.IsSingular);
        Assert.Empty(fit.Convergence.FlatDirections);
        Digits.Agree(criterion, fit.Objective);
        Digits.Agree(30.06m, fit.Sigma);
        Digits.Agree(33.7m, subjects.VarianceComponent("(Intercept)").StandardDeviation);
        Digits.Agree(5.91m, subjects.VarianceComponent("Days").StandardDeviation);
        Digits.Agree(-0.27m, subjects.Correlation("(Intercept)", "Days"));
    }

    [Theory]
    [MemberData(nameof(Outliers))]
    public void Special_cases_are_no_better(string value, decimal criterion)
    {
        Assert.True(criterion > 0);
        double full = Fit("Reaction ~ Days + (Days | Subject)", value, Estimation.MaximumLikelihood).Objective;
        foreach (string random in new[] { "(1 | Subject)", "(Days || Subject)" })
        {
            double special = Fit($"Reaction ~ Days + {random}", value, Estimation.MaximumLikelihood).Objective;
            Assert.True(full <= special + 1e-6 + (1e-9 * Math.Abs(special)), $"{full:R} is above the {special:R} of {random}");
        }
    }

    private static LinearMixedModelFit Fit(string formula, string value, Estimation estimation)
        => (LinearMixedModelFit)Model.Parse(formula).Bind(CsvText.ReadShared("sleepstudy").WithCell(6, "Days", value).Frame()).Fit(estimation);
}
