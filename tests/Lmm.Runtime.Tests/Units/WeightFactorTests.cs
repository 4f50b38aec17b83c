namespace Lmm.Tests.Units;

/// <summary>A common factor of the weights multiplies σ by its root and changes nothing else.</summary>
public class WeightFactorTests
{
    private static readonly double[] Factors = [1e-300, 1e-18, 1e-6, 1e16, 1e300];

    public static TheoryData<string, Estimation> Models => Sample.Models;

    [Theory]
    [MemberData(nameof(Models))]
    public void The_factor_goes_into_sigma_alone(string formula, Estimation estimation)
    {
        Sample plain = Sample.Draw(1);
        ModelFit expected = plain.Fit(formula, estimation);
        foreach (double factor in Factors)
        {
            ModelFit actual = plain.With(w: Array.ConvertAll(plain.W, weight => weight * factor)).Fit(formula, estimation);
            FitComparison.Check(expected, actual, static _ => 1, Math.Sqrt(factor), 0, 0);
            Assert.Equal(expected.FittedValues.Count, actual.FittedValues.Count);
            Assert.All(expected.FittedValues.Zip(actual.FittedValues), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
            Assert.DoesNotContain(actual.Notes, static note => note.Kind == NoteKind.Range);
        }
    }

    // lme4 1.1-31: REML criterion 1773.646941 for these weights.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1e9, 1e-18)]
    [InlineData(1e-9, 1e18)]
    public void Units_of_response_and_weights_that_cancel_leave_sigma(double unit, double factor)
    {
        ModelFrame data = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", "sleepstudy-weights.csv"));
        double[] response = [.. Numbers(data, "Reaction").Select(value => value * unit)];
        double[] weights = [.. Numbers(data, "w").Select(value => value * factor)];
        ModelFrame changed = new([FrameColumn.Numeric("Reaction", response), data["Days"], data["Subject"], FrameColumn.Numeric("w", weights)]);
        LinearMixedModelFit fit = Assert.IsType<LinearMixedModelFit>(Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(changed, weights: "w"));

        Assert.True(fit.Convergence.Converged);
        Assert.Equal(1773.646941 + (2 * 178 * Math.Log(unit)), fit.Objective, 1e-5);
        Assert.Equal(1.102318, fit.Sigma, 1e-6);
        Assert.Equal(25.7259, fit.RandomEffects("Subject").VarianceComponent("(Intercept)").StandardDeviation / unit, 1e-3);
        Assert.Equal(5.9014, fit.RandomEffects("Subject").VarianceComponent("Days").StandardDeviation / unit, 1e-4);
    }

    // Equal weights are no weights. lme4 1.1-31: REML criterion 1743.628 without weights.
    [Theory]
    [InlineData(1e-18)]
    [InlineData(1e18)]
    [InlineData(1e-305)]
    [InlineData(1e305)]
    public void Equal_weights_of_any_size_are_no_weights(double weight)
    {
        ModelFrame data = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", "sleepstudy.csv"));
        ModelFrame weighted = new([data["Reaction"], data["Days"], data["Subject"], FrameColumn.Numeric("w", Enumerable.Repeat(weight, data.RowCount))]);
        LinearMixedModelFit fit = Assert.IsType<LinearMixedModelFit>(Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(weighted, weights: "w"));

        Assert.True(fit.Convergence.Converged);
        Assert.Equal(1743.628, fit.Objective, 1e-3);
        Assert.Equal(24.7405, fit.RandomEffects("Subject").VarianceComponent("(Intercept)").StandardDeviation, 1e-3);
    }

    // The estimates are those without the row as its weight goes to zero; it keeps its place in n.
    [Theory]
    [InlineData(1e-18)]
    [InlineData(1e-300)]
    public void A_minute_weight_beside_ordinary_ones_takes_its_row_out_of_the_coefficients(double minute)
    {
        Sample plain = Sample.Draw(2);
        double[] weights = [.. plain.W.Select((weight, row) => row == 17 ? minute : weight)];
        ModelFit fit = plain.With(w: weights).Fit("y ~ x + f", Estimation.MaximumLikelihood);
        ModelFit without = plain.Rows([.. Enumerable.Range(0, 144).Where(row => row != 17)]).Fit("y ~ x + f", Estimation.MaximumLikelihood);

        Assert.Equal(144, fit.ObservationCount);
        Assert.All(without.Coefficients.Zip(fit.Coefficients), pair => Assert.Equal(pair.First.Estimate, pair.Second.Estimate, 1e-9));
        Assert.Equal(without.Sigma * Math.Sqrt(139.0 / 140), fit.Sigma, 1e-9);
    }

    // Rows without a part in sums have one in n and in Σ log w only, so that it does not matter how minute their weights are.
    [Theory]
    [InlineData("y ~ x + (1 | g)")]
    [InlineData("y ~ x + (x | g)")]
    public void Minute_weights_of_most_rows_leave_the_search_where_it_was(string formula)
    {
        Sample plain = Sample.Draw(4);
        LinearMixedModelFit[] fits = [.. new[] { 1e-30, 1e-60, 1e-200 }.Select(minute =>
            (LinearMixedModelFit)plain.With(w: [.. plain.W.Select((weight, row) => row < 60 ? weight : weight * minute)]).Fit(formula, Estimation.MaximumLikelihood))];

        Assert.All(fits, static fit => Assert.True(fit.Convergence.Converged));
        foreach (LinearMixedModelFit fit in fits[1..])
        {
            Assert.Equal(1, fit.Sigma / fits[0].Sigma, 1e-7);
            Assert.All(fits[0].Theta.Zip(fit.Theta), static pair => Assert.Equal(pair.First, pair.Second, 1e-6));
            Assert.All(fits[0].Coefficients.Zip(fit.Coefficients), static pair => Assert.Equal(pair.First.Estimate, pair.Second.Estimate, 1e-7));
            Assert.Equal(fits[0].Objective + fits[0].Weights!.Sum(Math.Log), fit.Objective + fit.Weights!.Sum(Math.Log), 1e-7);
        }
    }

    // A row that is known exactly is met exactly.
    [Theory]
    [InlineData("y ~ x + z", 1e18)]
    [InlineData("y ~ x + z + (1 | g)", 1e9)]
    public void An_enormous_weight_beside_ordinary_ones_makes_its_row_exact(string formula, double enormous)
    {
        Sample plain = Sample.Draw(3);
        double[] weights = [.. plain.W.Select((weight, row) => row == 17 ? enormous : weight)];
        ModelFit fit = plain.With(w: weights).Fit(formula, Estimation.RestrictedMaximumLikelihood);

        Assert.Equal(0, fit.Residuals[17], 1e-4);
        Assert.InRange(fit.Sigma, 0.5, 5);
    }

    [Theory]
    [InlineData("y ~ x + (1 | g)", 1e18)]
    [InlineData("y ~ x + (1 | g)", 1e300)]
    [InlineData("y ~ x", 1e300)]
    public void A_weight_that_leaves_the_others_no_digits_is_refused(string formula, double dominant)
    {
        Sample plain = Sample.Draw(3);
        double[] weights = [.. plain.W.Select((weight, row) => row == 17 ? dominant : weight)];
        ModelException fault = Assert.Throws<ModelException>(() => plain.With(w: weights).Fit(formula, default));
        Assert.Contains($"the weight w is {dominant:R} in row 18, so much larger", fault.Message, StringComparison.Ordinal);
    }

    private static double[] Numbers(ModelFrame data, string column)
        => Model.Parse($"{column} ~ 1").Bind(data).BuildDesign().Response.Values;
}
