namespace Lmm.Tests.HardData;

/// <summary>Data of which there is no fit, refused with the reason.</summary>
public class NoOptimumTests
{
    // Fixed effects and groups span all 60 rows: the likelihood grows for ever with θ, and the restricted one towards an asymptote (-2 log-likelihood
    // 228.41410512 at θ = 100, 228.41361534 at 1e4, 228.41361529307 at 1e6 in 50-digit arithmetic).
    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void A_likelihood_that_grows_for_ever_has_no_optimum(Estimation estimation)
    {
        BoundModel bound = Model.Parse("y ~ a + b + c + d + e + f + (1 | g)").Bind(CsvText.Read("every-row-explained").Frame());
        string reason = Assert.Throws<ModelException>(() => bound.Fit(estimation)).Message;
        Assert.Contains("fixed and random effects together can explain every row, so that the criterion falls for ever", reason, StringComparison.Ordinal);

        ModelDesign design = bound.BuildDesign();
        var workspace = new FitWorkspace(design, estimation);
        Assert.Equal(FitOutcome.NoOptimum, workspace.Refit(design.Response.Values));
        Assert.False(workspace.HasEstimates);
        Assert.Contains("can explain every row", workspace.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void Thirty_covariates_of_twenty_rows_leave_no_degrees_of_freedom(Estimation estimation)
    {
        string fixedEffects = "y ~ " + string.Join(" + ", Enumerable.Range(0, 30).Select(static number => $"x{number}"));
        ModelFrame frame = CsvText.Read("more-columns-than-rows").Frame();
        foreach (string formula in new[] { fixedEffects, fixedEffects + " + (1 | g)" })
        {
            Assert.Contains(
                "20 observations leave no residual degrees of freedom for 20 coefficients",
                Assert.Throws<ModelException>(() => Model.Parse(formula).Fit(frame, estimation)).Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("y ~ x")]
    [InlineData("y ~ x + (1 | g)")]
    public void A_weight_that_leaves_nothing_of_the_other_rows_is_named(string formula)
    {
        ModelFrame frame = CsvText.Read("weight-1e300").Frame();
        Assert.Contains(
            "the weight w is 1E+300 in line 7, so much larger",
            Assert.Throws<ModelException>(() => Model.Parse(formula).Fit(frame, weights: "w")).Message,
            StringComparison.Ordinal);
    }
}
