using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Tests.Influence;

/// <summary>Estimates without each level of a factor, at the fitted θ and with θ refitted.</summary>
public class LevelInfluenceTests
{
    private static readonly string[] Subject = ["Subject"];

    /// <summary>Data, formula, factors, weights, and what the levels are of.</summary>
    public static TheoryData<string, string, string, string?, string> Groups => new()
    {
        { "sleepstudy", "Reaction ~ Days + (Days | Subject)", "Subject", null, "Subject" },
        { "sleepstudy", "Reaction ~ Days + (Days | Subject)", "Subject", null, "Days" },
        { "sleepstudy-zero-weights", "Reaction ~ Days + (1 | Subject)", "Subject", "w", "Subject" },
        { "Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", "plate,sample", null, "plate" },
        { "Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", "plate,sample", null, "sample" },
        { "Pastes", "strength ~ 1 + (1 | batch/cask)", "batch,cask", null, "batch" },
        { "cake", "angle ~ recipe * temperature + (1 | recipe:replicate)", "recipe,replicate", null, "recipe:replicate" },
        { "Dyestuff2", "Yield ~ 1 + (1 | Batch)", "Batch", null, "Batch" },
        { "sleepstudy", "Reaction ~ Days", "Subject", null, "Days" },
    };

    [Theory]
    [MemberData(nameof(Groups))]
    public void At_the_fitted_theta_estimates_without_a_level_are_exact(string data, string formula, string factors, string? weights, string by)
    {
        ModelFit fit = Model.Parse(formula).Fit(InfluenceReference.Read(data, factors.Split(',')), weights: weights);
        LevelInfluenceTable table = fit.Influence.By(by);
        Assert.Equal(InfluenceMethod.AtFittedTheta, table.Method);
        var dense = new DenseFit(fit);
        (double[] beta, Matrix<double> covariance, double variance) = dense.Without();
        int[] observed = fit.Design.ObservedRows ?? [.. Enumerable.Range(0, fit.Design.Rows.RowCount)];
        foreach (LevelInfluence level in table)
        {
            int[] rows = [.. Enumerable.Range(0, observed.Length).Where(row => LevelOf(fit, by, observed[row]) == level.Level)];
            Assert.Equal(rows.Length, level.RowCount);
            (double[] without, Matrix<double> left, double sigma2) = dense.Without(rows);
            InfluenceReference.AssertClose(without, [.. level.Coefficients.Where(static value => !double.IsNaN(value))], 1e-8);
            Assert.Equal(Math.Sqrt(sigma2), level.Sigma, 1e-8 * Math.Sqrt(sigma2));
            InfluenceReference.AssertClose([.. left.Diagonal().Select(value => Math.Sqrt(value * sigma2))], [.. level.StandardErrors.Where(static value => !double.IsNaN(value))], 1e-8);
            Vector<double> change = Vector<double>.Build.Dense([.. beta.Zip(without, static (one, two) => one - two)]);
            double distance = change.DotProduct((covariance * variance).Inverse() * change) / beta.Length;
            Assert.Equal(distance, level.CooksDistance, 1e-7 * Math.Max(distance, 1e-3));
            double ratio = (left * sigma2).Determinant() / (covariance * variance).Determinant();
            Assert.Equal(ratio, level.CovarianceRatio, 1e-7 * ratio);
        }
    }

    [Theory]
    [InlineData("sleepstudy", "Reaction ~ Days + (Days | Subject)", "Subject", "Subject")]
    [InlineData("sleepstudy", "Reaction ~ Days + (Days || Subject)", "Subject", "Subject")]
    [InlineData("sleepstudy", "Reaction ~ Days + (1 | Subject)", "Subject", "Subject")]
    [InlineData("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", "plate,sample", "sample")]
    [InlineData("Machines", "score ~ Machine + (1 | Worker) + (1 | Worker:Machine)", "Worker,Machine", "Worker")]
    [InlineData("Dyestuff2", "Yield ~ 1 + (1 | Batch)", "Batch", "Batch")]
    public void Refits_are_fits_of_the_smaller_data(string data, string formula, string factors, string by)
    {
        const double Tolerance = 1e-8;
        string[] names = factors.Split(',');
        foreach (Estimation estimation in new[] { Estimation.RestrictedMaximumLikelihood, Estimation.MaximumLikelihood })
        {
            ModelFit fit = Model.Parse(formula).Fit(InfluenceReference.Read(data, names), estimation);
            foreach (LevelInfluence level in fit.Influence.By(by, InfluenceMethod.Refitted))
            {
                var smaller = (LinearMixedModelFit)Model.Parse(formula).Fit(InfluenceReference.ReadWithout(data, by, text => text == level.Level, names), estimation);
                Assert.Equal(InfluenceMethod.Refitted, level.Method);
                InfluenceReference.AssertClose([.. smaller.Coefficients.Select(static coefficient => coefficient.Estimate)], level.Coefficients, Tolerance);
                InfluenceReference.AssertClose([.. smaller.Coefficients.Select(static coefficient => coefficient.StandardError)], level.StandardErrors, Tolerance);
                InfluenceReference.AssertClose([.. smaller.Theta.Append(1)], [.. level.Theta.Append(1)], Tolerance);
                Assert.Equal(smaller.Sigma, level.Sigma, Tolerance * smaller.Sigma);
            }
        }
    }

    [Fact]
    public void Refits_from_the_fit_of_all_rows_take_few_evaluations()
    {
        ModelFit fit = Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(InfluenceReference.Read("sleepstudy", Subject));
        LevelInfluenceTable table = fit.Influence.By("Subject", InfluenceMethod.Refitted);

        Assert.True(table.Average(static level => level.Evaluations) <= 5, $"{table.Average(static level => level.Evaluations)}");
    }

    [Fact]
    public void A_coefficient_that_a_level_alone_tells_is_lost_with_it()
    {
        ModelFit fit = Model.Parse("angle ~ recipe + temp + (1 | replicate)").Fit(InfluenceReference.Read("cake", "recipe", "replicate"));
        LevelInfluenceTable table = fit.Influence.By("recipe");

        Assert.True(double.IsNaN(table["B"].Coefficients[1]));
        Assert.False(double.IsNaN(table["B"].Coefficients[2]));
        Assert.True(double.IsNaN(table["B"].CooksDistance));
        Assert.Contains("not estimable without A, B, C", string.Join(' ', table.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Large_levels_are_as_exact_as_small_ones()
    {
        // More rows than are taken out by a matrix of their order.
        string many = "y,x,g,h\n" + string.Join('\n', Enumerable.Range(0, 1300).Select(row => FormattableString.Invariant($"{Math.Sin(row * 0.7) + (row % 13)},{Math.Cos(row * 0.3)},g{row % 13},h{row % 3}")));
        ModelFit fit = Model.Parse("y ~ x + (1 | g) + (1 | h)").Fit(ModelFrame.FromCsv(new StringReader(many)));
        var dense = new DenseFit(fit);
        foreach (LevelInfluence level in fit.Influence.By("h"))
        {
            int[] rows = [.. Enumerable.Range(0, 1300).Where(row => FormattableString.Invariant($"h{row % 3}") == level.Level)];
            Assert.True(rows.Length > 400);
            (double[] without, _, double variance) = dense.Without(rows);
            InfluenceReference.AssertClose(without, level.Coefficients, 1e-8);
            Assert.Equal(Math.Sqrt(variance), level.Sigma, 1e-8);
        }
    }

    [Fact]
    public void Chosen_levels_alone_are_left_out_and_progress_is_told()
    {
        ModelFit fit = Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(InfluenceReference.Read("sleepstudy", Subject));
        List<long> done = [];
        LevelInfluenceTable table = fit.Influence.By("Subject", levels: ["335", "308"], progress: new Listener(done));

        Assert.Equal(["335", "308"], table.Select(static level => level.Level));
        Assert.Equal([1, 2], done);
        Assert.Contains("no level of Subject '33'", Assert.Throws<ModelException>(() => fit.Influence.By("Subject", levels: ["33"])).Message, StringComparison.Ordinal);
        Assert.Contains("Subject, Reaction, Days", Assert.Throws<ModelException>(() => fit.Influence.By("Subjects")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_table_says_what_was_held()
    {
        ModelFit fit = Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(InfluenceReference.Read("sleepstudy", Subject));

        Assert.Contains("at the theta of all rows (REML)", fit.Influence.By("Subject").ToString(), StringComparison.Ordinal);
        Assert.Contains("fitted anew by REML, theta included", fit.Influence.By("Subject", InfluenceMethod.Refitted).ToString(), StringComparison.Ordinal);
        ModelFit line = Model.Parse("Reaction ~ Days + Subject").Fit(InfluenceReference.Read("sleepstudy", Subject));
        Assert.Equal(InfluenceMethod.AtFittedTheta, line.Influence.By("Days", InfluenceMethod.Refitted).Method);
    }

    private static string LevelOf(ModelFit fit, string by, int row)
        => Array.Find(fit.Design.RandomTerms, term => term.Grouping.Name == by)?.Grouping is { } factor
            ? factor.Levels[factor.Codes[row]]
            : FormattableString.Invariant($"{fit.Design.Rows.Numeric(by).Values[row]}");

    private sealed class Listener(List<long> done) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => done.Add(value.Done);
    }
}
