namespace Lmm.Tests.Findings;

/// <summary>Residuals that do not look like the model, of mixed and of ordinary models.</summary>
public class ResidualTests
{
    public static TheoryData<string> Formulas => ["y ~ x + z + (1 | g)", "y ~ x + z"];

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Scatter_that_grows_with_the_response_is_found_and_the_logarithm_named(string formula)
    {
        var study = new FaultyStudy(17);
        for (int row = 0; row < study.Y.Length; row++)
        {
            study.X[row] = row * 37 % 100 / 10.0;
            study.Y[row] = (10 + (5 * study.X[row])) * (1 + (0.15 * study.Normal()));
        }

        Finding finding = FaultyStudy.Only(study.Fit(formula), FindingKind.UnequalSpread);

        // The standard deviation is 0.15 of the mean, which is 10 + 5x with x from 0 to 10.
        Assert.InRange(finding.Numbers["smallestDeviation"], 0.15 * 15, 0.15 * 24);
        Assert.InRange(finding.Numbers["largestDeviation"], 0.15 * 45, 0.15 * 60);
        Assert.Contains("fit log(y)", finding.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Scatter_that_differs_between_levels_is_found_with_both_standard_deviations(string formula)
    {
        var study = new FaultyStudy(18);
        for (int row = 0; row < study.Y.Length; row++)
        {
            study.Y[row] += study.F[row] == "b" ? 6 * study.Normal() : 0;
        }

        Finding finding = FaultyStudy.Only(study.Fit(formula.Replace("z", "z + f", StringComparison.Ordinal)), FindingKind.UnequalSpread);
        Assert.Equal(("f", "b,a"), (finding.Variable, string.Join(',', finding.Levels)));
        Assert.InRange(finding.Numbers["largestDeviation"], 5, 8);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void A_long_tail_is_found(string formula)
    {
        var study = new FaultyStudy(19);
        for (int row = 0; row < study.Y.Length; row++)
        {
            study.Y[row] += 8 * Math.Exp(study.Normal());
        }

        Finding finding = FaultyStudy.Only(study.Fit(formula), FindingKind.SkewedResiduals);
        Assert.True(finding.Numbers["skewness"] > 1);
        Assert.Contains("log(y)", finding.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Heavy_tails_are_found(string formula)
    {
        var study = new FaultyStudy(20);
        for (int row = 0; row < study.Y.Length; row++)
        {
            study.Y[row] += 5 * study.Normal() / Math.Sqrt((Math.Pow(study.Normal(), 2) + Math.Pow(study.Normal(), 2)) / 2);
        }

        FitReview review = study.Fit(formula).Review();
        Assert.Single(review, static finding => finding.Kind is FindingKind.HeavyTails or FindingKind.SkewedResiduals);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void A_row_far_out_is_found_and_leaves_the_shape_of_the_others_alone(string formula)
    {
        var study = new FaultyStudy(21);
        study.Y[100] += 20;
        ModelFit fit = study.Fit(formula);
        FitReview review = fit.Review();
        Finding finding = Assert.Single(review.Of(FindingKind.OutlyingRows));
        Assert.Equal([101], finding.RowNumbers);
        Assert.Equal(fit.Diagnostics.Residuals(ResidualKind.Standardized)[100], finding.Numbers["largest"], 1e-12);
        Assert.Empty(review.Of(FindingKind.HeavyTails));
        Assert.Empty(review.Of(FindingKind.SkewedResiduals));
    }

    [Fact]
    public void Skewness_and_kurtosis_are_those_of_the_moments()
    {
        double[] values = [.. Enumerable.Range(0, 21).Select(static index => (double)(index % 7)), 12, 15];
        double mean = values.Average();
        double Moment(int power) => values.Average(value => Math.Pow(value - mean, power));
        var shape = Lmm.Findings.SampleShape.Of(values);
        Assert.Equal(Moment(3) / Math.Pow(Moment(2), 1.5), shape.Skewness, 1e-12);
        Assert.Equal((Moment(4) / Math.Pow(Moment(2), 2)) - 3, shape.Kurtosis, 1e-12);
    }

    // A hundredth of normal samples has a p-value below 0.01, within what the approximations and 20,000 samples allow.
    [Fact]
    public void P_values_of_shapes_are_those_of_normal_samples()
    {
        var study = new FaultyStudy(22);
        const int Samples = 20_000;
        int skewed = 0;
        int heavy = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            var shape = Lmm.Findings.SampleShape.Of([.. Enumerable.Range(0, 50).Select(_ => study.Normal())]);
            skewed += shape.SkewnessPValue < 0.01 ? 1 : 0;
            heavy += shape.KurtosisPValue < 0.01 ? 1 : 0;
        }

        Assert.InRange(skewed, 150, 260);
        Assert.InRange(heavy, 120, 290);
    }

    [Fact]
    public void Spreads_are_compared_by_the_distances_from_medians()
    {
        var spread = Lmm.Findings.SpreadComparison.Of([[1, 2, 3, 4, 5], [0, 5, 10, 15, 20]]);
        Assert.Equal(5, spread.Ratio, 1e-12);
        double[] near = [2, 1, 0, 1, 2];
        double[] far = [10, 5, 0, 5, 10];
        double between = 10 * Math.Pow((far.Average() - near.Average()) / 2, 2);
        double within = near.Sum(value => Math.Pow(value - near.Average(), 2)) + far.Sum(value => Math.Pow(value - far.Average(), 2));
        Assert.Equal(Lmm.Distributions.UpperTail.FisherF(between / (within / 8), 1, 8), spread.PValue, 1e-12);
    }
}
