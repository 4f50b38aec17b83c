using System.Text.Json;
using Lmm.Distributions;
using Lmm.Tests.HardData;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Tests.Influence;

/// <summary>Residuals, conditional covariances, explained variance, components, inflation and scaled residuals.</summary>
public class DiagnosticsTests
{
    public static TheoryData<int> Models => [.. Enumerable.Range(0, InfluenceReference.Models.Count)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Descriptions_are_those_of_lme4_performance_and_car(int index)
    {
        JsonElement model = InfluenceReference.Models[index];
        LinearMixedModelFit fit = InfluenceReference.Fit(model);
        ExplainedVariance explained = fit.Diagnostics.ExplainedVariance();
        if (InfluenceReference.Numbers(model, "r2") is { Length: 2 } r2)
        {
            InfluenceReference.AssertClose(r2, [explained.Marginal, explained.Conditional], 1e-8);
        }

        if (InfluenceReference.Numbers(model, "icc") is { Length: 2 } icc)
        {
            InfluenceReference.AssertClose(icc, [explained.IntraclassCorrelation, explained.UnadjustedIntraclassCorrelation], 1e-8);
        }

        foreach (JsonProperty factor in model.GetProperty("pca").EnumerateObject())
        {
            InfluenceReference.AssertClose(InfluenceReference.Numbers(factor.Value), fit.Diagnostics.PrincipalComponents(factor.Name).RelativeStandardDeviations, 1e-8);
        }

        if (InfluenceReference.Numbers(model, "vif") is { Length: > 0 } vif)
        {
            InfluenceReference.AssertClose(vif, [.. fit.Diagnostics.VarianceInflation().Select(static term => term.Factor)], 1e-8);
        }

        if (model.TryGetProperty("condVar", out JsonElement rows) && rows.ValueKind == JsonValueKind.Array)
        {
            ConditionalModeTable modes = fit.Diagnostics.ConditionalModes(model.GetProperty("grouping").GetString()!);
            Matrix covariance = modes.Covariance(modes.Levels[0]);
            double[][] expected = [.. rows.EnumerateArray().Select(InfluenceReference.Numbers)];
            InfluenceReference.AssertClose([.. expected.SelectMany(static row => row)], [.. covariance.ToArray().Cast<double>()], 1e-7);
        }
    }

    [Theory]
    [InlineData("sleepstudy", "Reaction ~ Days + (1 | Subject) + (0 + Days | Subject)", "Subject", "309")]
    [InlineData("sleepstudy", "Reaction ~ Days + (Days || Subject) + (1 | Days)", "Subject", "309")]
    [InlineData("cake", "angle ~ recipe + (0 + factor(temp) || replicate) + (1 | recipe)", "replicate", "4")]
    [InlineData("cake", "angle ~ recipe + (0 + factor(temp) || replicate)", "replicate", "4")]
    public void Conditional_covariances_hold_effects_of_several_terms_and_columns_by_themselves(string data, string formula, string grouping, string level)
    {
        var fit = (LinearMixedModelFit)Model.Parse(formula).Fit(InfluenceReference.Read(data, data == "cake" ? ["recipe", "replicate"] : ["Subject"]));
        ConditionalModeTable modes = fit.Diagnostics.ConditionalModes(grouping);
        Matrix covariance = modes.Covariance(level);
        ConditionalModes own = fit.RandomEffects(grouping).Modes(level);
        double largest = own.Max(static mode => mode.StandardDeviation);
        for (int effect = 0; effect < covariance.RowCount; effect++)
        {
            Assert.Equal(own[effect].StandardDeviation, Math.Sqrt(covariance[effect, effect]), 1e-8 * largest);
        }

        InfluenceReference.AssertClose([.. DenseCovariance(fit, grouping, level).Cast<double>()], [.. covariance.ToArray().Cast<double>()], 1e-8);
    }

    [Fact]
    public void Modes_are_sorted_by_effect_and_flagged_where_their_interval_excludes_zero()
    {
        LinearMixedModelFit fit = InfluenceReference.Fit(InfluenceReference.Models[0]);
        ConditionalModeTable modes = fit.Diagnostics.ConditionalModes("Subject");

        Assert.Equal(36, modes.Count);
        Assert.Equal("337", modes[0].Level);
        Assert.True(modes.Take(18).Zip(modes.Skip(1).Take(17)).All(static pair => pair.First.Mode >= pair.Second.Mode));
        Assert.All(modes, static row => Assert.Equal(Math.Abs(row.Mode) > 1.959963984540054 * row.StandardDeviation, row.ExcludesZero));
        Assert.Throws<ModelException>(() => modes.Covariance("1"));
    }

    [Theory]
    [InlineData("sleepstudy", "Reaction ~ Days + (Days | Subject)", null)]
    [InlineData("sleepstudy-weights", "Reaction ~ Days + (1 | Subject)", "w")]
    public void Marginal_residuals_are_divided_by_the_deviation_that_they_have(string data, string formula, string? weights)
    {
        ModelFit fit = Model.Parse(formula).Fit(InfluenceReference.Read(data, "Subject"), weights: weights);
        double[] variances = new DenseFit(fit).MarginalVariances();
        double[] population = fit.Predict(fit.Design.Rows.IsForPrediction ? throw new InvalidOperationException() : InfluenceReference.Read(data, "Subject"), new PredictionOptions { Target = PredictionTarget.Population });
        RowValues raw = fit.Diagnostics.Residuals(ResidualKind.Raw, PredictionTarget.Population);
        RowValues standardized = fit.Diagnostics.Residuals(ResidualKind.Standardized, PredictionTarget.Population);
        for (int row = 0; row < variances.Length; row++)
        {
            Assert.Equal(fit.Design.Response.Values[row] - population[row], raw[row], 1e-9);
            Assert.Equal(raw[row] / (fit.Sigma * Math.Sqrt(variances[row])), standardized[row], 1e-8);
        }

        Assert.Equal(fit.Residuals, fit.Diagnostics.Residuals(ResidualKind.Raw));
    }

    [Fact]
    public void A_common_factor_of_weights_changes_no_share()
    {
        CsvText text = CsvText.ReadShared("sleepstudy-weights");
        ModelFit one = Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(text.Frame(), weights: "w");
        ModelFit two = Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(text.Times("w", 1000).Frame(), weights: "w");

        Assert.Equal(one.Diagnostics.ExplainedVariance().Conditional, two.Diagnostics.ExplainedVariance().Conditional, 1e-8);
        InfluenceReference.AssertClose(one.Influence.CooksDistances, two.Influence.CooksDistances, 1e-7);
    }

    [Fact]
    public void A_variance_of_zero_is_a_share_like_others()
    {
        ModelFit fit = Model.Parse("Yield ~ 1 + (1 | Batch)").Fit(InfluenceReference.Read("Dyestuff2", "Batch"));
        ExplainedVariance explained = fit.Diagnostics.ExplainedVariance();

        Assert.Equal((0, 0, 0), (explained.Marginal, explained.Conditional, explained.IntraclassCorrelation));
        Assert.Equal(0, fit.Diagnostics.PrincipalComponents("Batch").StandardDeviations[0]);
    }

    [Fact]
    public void Exact_scaled_residuals_are_the_normal_distribution_of_standardized_ones()
    {
        LinearMixedModelFit fit = InfluenceReference.Fit(InfluenceReference.Models[0]);
        ScaledResiduals exact = fit.Diagnostics.ScaledResiduals();
        RowValues standardized = fit.Diagnostics.Residuals(ResidualKind.Standardized);

        Assert.All(Enumerable.Range(0, 180), row => Assert.Equal(1 - UpperTail.Normal(standardized[row]), exact.Values[row], 1e-12));
        Assert.Equal(ScaledResidualKind.Exact, exact.Kind);
        Assert.Equal(0, exact.Draws);
    }

    [Fact]
    public void Simulated_residuals_approach_the_plug_in_distribution_and_repeat_by_seed()
    {
        LinearMixedModelFit fit = InfluenceReference.Fit(InfluenceReference.Models[0]);
        ScaledResiduals simulated = fit.Diagnostics.SimulateResiduals(draws: 4000, seed: 7);
        Assert.All(Enumerable.Range(0, 180), row => Assert.Equal(1 - UpperTail.Normal(fit.ScaledResiduals[row]), simulated.Values[row], 0.04));
        Assert.Equal(fit.Diagnostics.SimulateResiduals(seed: 7).Values, fit.Diagnostics.SimulateResiduals(seed: 7).Values);
        Assert.Contains("4000 draws, seed 7", simulated.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Uniformity", "Dispersion", "Outliers"], simulated.Tests.Select(static test => test.Name));
        Assert.Throws<ArgumentOutOfRangeException>(() => fit.Diagnostics.SimulateResiduals(draws: 19));
    }

    [Fact]
    public void Distributions_of_tests_are_those_of_R()
    {
        double[] small = [0.02, 0.11, 0.13, 0.29, 0.41, 0.52, 0.66, 0.71, 0.93, 0.97];
        double[] large = [.. Enumerable.Range(1, 150).Select(static value => Math.Pow(value / 151.0, 1.1))];
        JsonElement reference = InfluenceReference.Part("ks");
        foreach ((string name, double[] values) in new[] { ("small", small), ("large", large) })
        {
            double[] expected = InfluenceReference.Numbers(reference, name);
            double distance = KolmogorovSmirnov.Statistic(values);
            Assert.Equal(expected[0], distance, 1e-14);
            Assert.Equal(expected[1], KolmogorovSmirnov.PValue(distance, values.Length), 1e-12);
        }

        double[] binomial = InfluenceReference.Numbers(InfluenceReference.Part("binomial"));
        Assert.Equal(binomial[0], BinomialTest.TwoSided(3, 180, 2.0 / 251), 1e-12);
        Assert.Equal(binomial[1], BinomialTest.TwoSided(0, 180, 2.0 / 251), 1e-12);
        Assert.Equal(binomial[2], BinomialTest.TwoSided(9, 100, 0.05), 1e-12);
    }

    [Fact]
    public void Standardized_effects_are_coefficients_of_standardized_columns()
    {
        ModelFit fit = Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(CsvText.ReadShared("sleepstudy").Frame());
        StandardizedEffect effect = fit.Diagnostics.StandardizedEffects()[0];
        Coefficient scaled = Model.Parse("Reaction ~ scale(Days) + (1 | Subject)").Fit(CsvText.ReadShared("sleepstudy").Frame()).Coefficients[1];
        double sd = MathNet.Numerics.Statistics.Statistics.StandardDeviation(fit.Design.Response.Values);

        Assert.Equal(scaled.Estimate / sd, effect.Estimate, 1e-8);
        Assert.Equal(scaled.StandardError / sd, effect.StandardError, 1e-8);
    }

    [Fact]
    public void What_a_linear_model_does_not_have_is_refused_by_name()
    {
        ModelFit line = Model.Parse("Reaction ~ Days").Fit(InfluenceReference.Read("sleepstudy"));

        Assert.Contains("(1 | g)", Assert.Throws<ModelException>(() => line.Diagnostics.ConditionalModes("Subject")).Message, StringComparison.Ordinal);
        Assert.Contains("(1 | g)", Assert.Throws<ModelException>(() => line.Diagnostics.PrincipalComponents("Subject")).Message, StringComparison.Ordinal);
        Assert.Equal(line.Diagnostics.ExplainedVariance().Marginal, line.Diagnostics.ExplainedVariance().Conditional);
        Assert.Equal(line.Diagnostics.Residuals(ResidualKind.Standardized), line.Diagnostics.Residuals(ResidualKind.Standardized, PredictionTarget.Population));
    }

    // Var(b | y) of the effects of one level at known β, by the dense formula D − DZᵀH⁻¹ZD, in the printed order.
    private static double[,] DenseCovariance(LinearMixedModelFit fit, string grouping, string level)
    {
        ModelDesign design = fit.Design;
        int n = design.Rows.RowCount;
        Matrix<double> h = Matrix<double>.Build.DenseIdentity(n);
        List<(string Name, Vector<double> Column, int Term, int Effect)> own = [];
        for (int term = 0; term < design.RandomTerms.Length; term++)
        {
            RandomEffectsDesign random = design.RandomTerms[term];
            var lambda = Matrix<double>.Build.DenseOfArray(fit.Solution.RandomTerms[term].Lambda);
            Matrix<double> z = Matrix<double>.Build.Dense(n, lambda.RowCount, (row, column) => random.Matrix.Columns[column][row]);
            Matrix<double> zl = z * lambda;
            h += (zl * zl.Transpose()).MapIndexed((row, column, value) => random.Grouping.Codes[row] == random.Grouping.Codes[column] ? value : 0);
            int code = Array.IndexOf(random.Grouping.Levels, level);
            for (int effect = 0; random.Grouping.Name == grouping && effect < lambda.RowCount; effect++)
            {
                own.Add((random.Matrix.ColumnNames[effect], z.Column(effect).MapIndexed((row, value) => random.Grouping.Codes[row] == code ? value : 0), term, effect));
            }
        }

        string[] printed = [.. fit.RandomEffects(grouping).VarianceComponents.Select(static component => component.Name)];
        (string Name, Vector<double> Column, int Term, int Effect)[] ordered = [.. printed.Select(name => own.First(effect => effect.Name == name))];
        int count = ordered.Length;
        Matrix<double> d = Matrix<double>.Build.Dense(count, count, (row, column) =>
        {
            (int one, int two) = (ordered[row].Term, ordered[column].Term);
            var lambda = Matrix<double>.Build.DenseOfArray(fit.Solution.RandomTerms[one].Lambda);
            return one == two ? (lambda * lambda.Transpose())[ordered[row].Effect, ordered[column].Effect] : 0;
        });
        Matrix<double> columns = Matrix<double>.Build.DenseOfColumnVectors(ordered.Select(static effect => effect.Column));
        Matrix<double> half = columns * d;
        return ((d - (half.TransposeThisAndMultiply(h.Inverse()) * half)) * fit.Sigma * fit.Sigma).ToArray();
    }
}
