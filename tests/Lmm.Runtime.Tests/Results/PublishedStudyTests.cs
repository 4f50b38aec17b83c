using GeneExpression;
using GeneExpression.Published;
using GeneExpression.Study;

namespace Lmm.Tests.Results;

/// <summary>
/// The published study of 414,345 values, through the fit: data with its sufficient statistics, which the sample constructs without any of the
/// numbers asserted here but β, Ψ and σ², are fitted by the generated models of the sample.
/// </summary>
public sealed class PublishedStudyTests(PublishedStudyTests.Fits fits) : IClassFixture<PublishedStudyTests.Fits>
{
    // The published table has three decimals.
    [Fact]
    public void The_fits_lie_the_published_chi_square_apart()
    {
        var test = LikelihoodRatioTest.Compare(fits.Additive, fits.Full);
        Assert.Equal(52.472, fits.Additive.Deviance - fits.Full.Deviance, 5e-4);
        Assert.Equal(4.364e-13, test.PValue, 5e-17);
        AssertReproduced("likelihood-ratio-test", LikelihoodRatioTest.Compare(fits.Additive, fits.Full, "lme4Model", "lme4Model.full").ToString());
    }

    // The published digits of β, Ψ and σ² are the data's, to the convergence of a fit.
    [Fact]
    public void The_mixed_model_is_reproduced()
    {
        Assert.True(fits.Full.Convergence.Converged, fits.Full.Convergence.Message);
        Assert.Equal(6.5727983, fits.Full.Intercept.Estimate, 1e-9);
        Assert.Equal(-0.0151336, fits.Full.Week.Estimate, 1e-9);
        Assert.Equal(0.2405300, fits.Full.Genotype[Genotype.CSB].Estimate, 1e-9);
        Assert.Equal(0.00504296, fits.Full.WeekByGenotype[Genotype.CSB].Estimate, 1e-9);
        Assert.Equal(5.167338, fits.Full.Probesets.Intercept.Variance, 1e-6);
        Assert.Equal(0.005029, fits.Full.Probesets.Week.Variance, 1e-9);
        Assert.Equal(0.047063056, fits.Full.Sigma * fits.Full.Sigma, 1e-9);
        AssertReproduced("mixed-model", fits.Full.ToString(DegreesOfFreedomMethod.None));
    }

    [Fact]
    public void The_linear_model_is_reproduced() => AssertReproduced("linear-model", fits.Pooled.ToString(significanceStars: false));

    // Four published digits.
    [Fact]
    public void The_F_test_is_reproduced()
    {
        FTest test = FTest.Compare(fits.PooledAdditive, fits.Pooled);
        Assert.Equal(0.4732, test.F, 5e-5);
        Assert.Equal(0.4915, test.PValue, 5e-5);
    }

    // 4.4e-13 and 0.49: the published p-values of the likelihood ratio and of F, here of the coefficient in either model.
    [Fact]
    public void The_review_says_why_the_p_values_differ_and_what_both_models_leave_out()
    {
        FitReview review = fits.Full.Review();
        Finding differs = Assert.Single(review.Of(FindingKind.DiffersFromOrdinary));
        Assert.Equal(["week:genotypeCSB"], differs.Terms.Take(1));
        Assert.Equal(fits.Full.Tests.Coefficient("week:genotypeCSB").PValue!.Value, differs.Numbers["p"], 1e-15);
        Assert.Equal(fits.Pooled.Coefficients["week:genotypeCSB"].PValue!.Value, differs.Numbers["ordinaryP"], 1e-9);
        Assert.Contains("takes the differences between the 18,015 levels of probesets for error", differs.Text, StringComparison.Ordinal);
        Assert.Contains("What both leave out: that the effect of week:genotype may differ between the levels of probesets", differs.Text, StringComparison.Ordinal);
        Assert.Contains("may share the samples that they were measured on", differs.Text, StringComparison.Ordinal);

        Finding shared = Assert.Single(review.Of(FindingKind.SharedCovariates));
        Assert.Equal((8, 414_345), (shared.Numbers["combinations"], shared.Numbers["rows"]));
        Finding slopes = Assert.Single(review.Of(FindingKind.NoRandomSlope));
        Assert.Equal(["genotype", "week:genotype"], slopes.Terms);

        // The data are constructed without any such variation.
        Assert.InRange(slopes.Numbers["standardErrorFactor.week:genotype"], 0.99, 1.05);
        Assert.Empty(review.NotChecked);
    }

    private static void AssertReproduced(string table, string printed)
    {
        PublishedTable published = PublishedTable.Load(table);
        Assert.NotEqual(0, published.FigureCount);
        Assert.Empty(published.DifferencesFrom(printed.Replace("\t", "  ", StringComparison.Ordinal)));
    }

    /// <summary>The study's four fits.</summary>
    public sealed class Fits
    {
        public Fits()
        {
            Expression[] rows = ExpressionData.Construct();
            Full = ExpressionModel.Fit(rows, Estimation.MaximumLikelihood);
            Additive = AdditiveModel.Fit(rows, Estimation.MaximumLikelihood);
            Pooled = PooledModel.Fit(rows);
            PooledAdditive = PooledAdditiveModel.Fit(rows);
        }

        internal ExpressionFit Full { get; }

        internal AdditiveFit Additive { get; }

        internal PooledFit Pooled { get; }

        internal PooledAdditiveFit PooledAdditive { get; }
    }
}
