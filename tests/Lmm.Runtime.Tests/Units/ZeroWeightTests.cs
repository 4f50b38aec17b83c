namespace Lmm.Tests.Units;

/// <summary>A row of weight zero counts as if it were absent, but for its fitted value and residual.</summary>
public class ZeroWeightTests
{
    // Transforms learn from all rows, as in R.
    public static TheoryData<string, Estimation> Models => Sample.PlainModels;

    [Theory]
    [MemberData(nameof(Models))]
    public void Estimates_have_the_bits_of_the_fit_without_the_rows(string formula, Estimation estimation)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            (Sample whole, int[] kept) = Thinned(20 + seed);
            Sample rest = whole.Rows(kept);
            ModelFit fit = whole.Fit(formula, estimation);
            ModelFit smaller = rest.Fit(formula, estimation);
            Assert.Equal(kept.Length, fit.ObservationCount);
            Assert.Equal(0, fit.DroppedRowCount);
            SameBits(smaller, fit);

            // All rows have a fitted value; those of weight zero that of a prediction.
            double[] predicted = smaller.Predict(whole.Frame());
            Assert.Equal(144, fit.FittedValues.Count);
            Assert.All(Enumerable.Range(0, 144), row => Assert.Equal(predicted[row], fit.FittedValues[row], 1e-10));
            Assert.All(Enumerable.Range(0, 144), row => Assert.Equal(whole.Y[row] - fit.FittedValues[row], fit.Residuals[row]));
            Assert.All(Enumerable.Range(0, 144), row => Assert.Equal(predicted[row], fit.Predict(whole.Frame())[row], 1e-10));
            Assert.Equal(smaller.ToString(), fit.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Values_in_rows_of_weight_zero_do_not_matter(string formula, Estimation estimation)
    {
        (Sample whole, int[] kept) = Thinned(31);
        Sample wild = whole.With(
            y: [.. whole.Y.Select((value, row) => whole.W[row] == 0 ? 1e300 : value)],
            x: [.. whole.X.Select((value, row) => whole.W[row] == 0 ? -1e200 : value)]);
        SameBits(whole.Rows(kept).Fit(formula, estimation), wild.Fit(formula, estimation));
    }

    [Fact]
    public void A_level_of_a_grouping_factor_without_weight_has_no_mode()
    {
        Sample plain = Sample.Draw(40);
        Sample whole = plain.With(w: [.. plain.W.Select((weight, row) => plain.G[row] == "g05" ? 0 : weight)]);
        int[] kept = [.. Enumerable.Range(0, 144).Where(row => plain.G[row] != "g05")];
        foreach (string formula in (string[])["y ~ x + (x | g)", "y ~ x + (1 | g) + (1 | h)", "y ~ x + (1 | h / g)"])
        {
            var fit = (LinearMixedModelFit)whole.Fit(formula, Estimation.RestrictedMaximumLikelihood);
            var smaller = (LinearMixedModelFit)plain.Rows(kept).Fit(formula, Estimation.RestrictedMaximumLikelihood);
            SameBits(smaller, fit);
            Assert.All(fit.GroupingFactors, factor => Assert.DoesNotContain(factor.Levels, level => level.Contains("g05", StringComparison.Ordinal)));
            Assert.Equal(smaller.ToString(), fit.ToString());

            // Its rows are predicted as those of a new level.
            PredictionOptions anyone = new() { NewLevels = NewLevels.UsePopulation };
            double[] expected = smaller.Predict(whole.Frame(), anyone);
            Assert.All(Enumerable.Range(0, 144), row => Assert.Equal(expected[row], fit.FittedValues[row], 1e-10));
            Assert.All(Enumerable.Range(0, 144), row => Assert.Equal(expected[row], fit.Predict(whole.Frame(), anyone)[row], 1e-10));
            Assert.Contains("g05", Assert.Throws<ModelException>(() => fit.Predict(whole.Frame())).Message, StringComparison.Ordinal);
        }
    }

    // R: lm(y ~ f, weights = w) gives the last level NA when only rows of weight zero have one; their fitted values count it for nothing.
    [Theory]
    [InlineData("y ~ x + f")]
    [InlineData("y ~ x + f + (1 | g)")]
    public void A_level_of_a_fixed_factor_without_weight_is_not_estimable(string formula)
    {
        Sample plain = Sample.Draw(41);
        Sample whole = plain.With(w: [.. plain.W.Select((weight, row) => plain.F[row] == "c" ? 0 : weight)]);
        ModelFit fit = whole.Fit(formula, Estimation.RestrictedMaximumLikelihood);
        ModelFit smaller = plain.Rows([.. Enumerable.Range(0, 144).Where(row => plain.F[row] != "c")]).Fit(formula, Estimation.RestrictedMaximumLikelihood);

        Assert.False(fit.Coefficients["fc"].IsEstimable);
        Assert.Equal(3, fit.Rank);
        Assert.Equal(smaller.LogLikelihood, fit.LogLikelihood, 1e-10);
        foreach (string name in (string[])["(Intercept)", "x", "fb"])
        {
            Assert.Equal(smaller.Coefficients[name].Estimate, fit.Coefficients[name].Estimate, 1e-10);
            Assert.Equal(smaller.Coefficients[name].StandardError, fit.Coefficients[name].StandardError, 1e-10);
        }

        Assert.All(fit.FittedValues, static value => Assert.True(double.IsFinite(value)));
    }

    // lme4 1.1-31 on the rows with weight: REML criterion 1403.1, and the estimates to the digits that it prints.
    [Fact]
    public void Sleepstudy_with_zero_weights_is_the_fit_of_the_other_rows()
    {
        ModelFrame data = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", "sleepstudy-zero-weights.csv"));
        var fit = (LinearMixedModelFit)Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(data, weights: "w");

        Assert.Equal(144, fit.ObservationCount);
        Assert.Equal(1403.1, fit.Objective, 0.05);
        Assert.Equal(246.3766, fit.Coefficients["(Intercept)"].Estimate, 1e-3);
        Assert.Equal(11.28909, fit.Coefficients["Days"].Estimate, 1e-4);
        Assert.Equal(8.9583, fit.Coefficients["(Intercept)"].StandardError, 1e-3);
        Assert.Equal(1.8049, fit.Coefficients["Days"].StandardError, 1e-3);
        Assert.Equal(30.5257, fit.Sigma, 1e-3);
        Assert.Equal(180, fit.FittedValues.Count);

        // predict() of lme4 for the first rows that have no weight.
        Assert.Equal(246.0619, fit.FittedValues[0], 1e-2);
        Assert.Equal(356.1695, fit.FittedValues[5], 1e-2);
        Assert.Equal(0, fit.ScaledResiduals[0]);
    }

    // R 4.2.2, lm(Y ~ X, weights = w); row 2 has no weight.
    [Fact]
    public void A_linear_model_with_zero_weights_is_that_of_R()
    {
        ModelFrame data = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", "zero-weights.csv"));
        var fit = (LinearModelFit)Model.Parse("Y ~ X").Fit(data, weights: "w");

        Assert.Equal(39, fit.ObservationCount);
        Assert.Equal(37, fit.ResidualDegreesOfFreedom);
        Assert.Equal(2.06906855764, fit.Coefficients["(Intercept)"].Estimate, 1e-10);
        Assert.Equal(1.09165506286, fit.Coefficients["X"].Estimate, 1e-10);
        Assert.Equal(0.810311984712, fit.Coefficients["X"].StandardError, 1e-10);
        Assert.Equal(0.186107923588825, fit.Coefficients["X"].PValue!.Value, 1e-12);
        Assert.Equal(-70.96790149, fit.LogLikelihood, 1e-8);
        Assert.Equal(147.935803, fit.Aic, 1e-6);
        Assert.Equal(152.9264879, fit.Bic, 1e-6);
        Assert.Equal(0.04676, fit.RSquared, 1e-5);
        Assert.Equal(2.91139410396, fit.FittedValues[1], 1e-10);
        Assert.Equal(-1.444383424092, fit.Residuals[1], 1e-10);
        Assert.Equal(0, fit.WeightedResiduals[1]);
    }

    [Fact]
    public void Refits_leave_the_rows_out_whatever_their_response()
    {
        (Sample whole, int[] kept) = Thinned(50);
        foreach (string formula in (string[])["y ~ x + (x | g)", "y ~ x + offset(o) + (1 | g) + (1 | h)"])
        {
            var fit = (LinearMixedModelFit)whole.Fit(formula, Estimation.RestrictedMaximumLikelihood);
            FitWorkspace workspace = fit.RefitWorkspace();
            Assert.Equal(144, workspace.RowCount);
            Assert.Equal(kept.Length, workspace.ObservationCount);
            double[] response = [.. whole.Y.Select((value, row) => whole.W[row] != 0 ? value : row % 2 == 0 ? double.NaN : double.PositiveInfinity)];
            Assert.Equal(FitOutcome.Converged, workspace.Refit(response));
            Assert.Equal(fit.Objective, workspace.Objective);
            Assert.Equal(fit.Sigma, workspace.Sigma);
            Assert.Equal(fit.Theta, workspace.Theta.ToArray());
            Assert.Equal(fit.Coefficients.Select(static coefficient => coefficient.Estimate), workspace.Beta.ToArray());

            double[] constant = [.. whole.W.Select(static weight => weight == 0 ? 5.0 : 1)];
            Assert.Equal(formula.Contains("offset", StringComparison.Ordinal) ? FitOutcome.Converged : FitOutcome.ConstantResponse, workspace.Refit(constant));
        }
    }

    [Fact]
    public void Many_responses_leave_the_rows_out()
    {
        (Sample whole, int[] kept) = Thinned(51);
        double[] gaps = [.. whole.Y.Select((value, row) => row % 10 == 3 ? double.NaN : value)];
        int[] both = [.. kept.Where(row => row % 10 != 3)];
        ManyFits fits = whole.Bind("y ~ x + (1 | g)").FitMany(new ResponseTable([whole.Y, gaps]));

        var first = (LinearMixedModelFit)whole.Fit("y ~ x + (1 | g)", Estimation.RestrictedMaximumLikelihood);
        var second = (LinearMixedModelFit)whole.Rows(both).Fit("y ~ x + (1 | g)", Estimation.RestrictedMaximumLikelihood);
        Assert.Equal(first.Objective, fits[0].Objective);
        Assert.Equal(kept.Length, fits[0].ObservationCount);
        Assert.Equal(second.Objective, fits[1].Objective, 1e-9);
        Assert.Equal(both.Length, fits[1].ObservationCount);
        Assert.Equal(second.Coefficients["x"].Estimate, fits[1].Beta[1], 1e-9);
    }

    [Fact]
    public void Checks_count_the_rows_with_weight_alone()
    {
        Sample plain = Sample.Draw(60);
        Refused("is zero in all 144 rows", plain.With(w: new double[144]), "y ~ x");
        Refused("is zero in all 144 rows", plain.With(w: new double[144]), "y ~ x + (1 | g)");
        Refused("y is 1 in all 132 rows whose weight is not zero", WithoutWeight(row => row % 12 == 5).With(y: [.. plain.Y.Select(static (value, row) => row % 12 == 5 ? value : 1)]), "y ~ x");
        Refused("has the one level 'g03'", WithoutWeight(row => row % 12 != 3), "y ~ x + (1 | g)");
        Refused("has 12 levels for 12 rows", WithoutWeight(row => row >= 12), "y ~ x + (1 | g)");
        Refused("3 observations leave no residual degrees of freedom", WithoutWeight(row => row >= 3), "y ~ x + z");

        Sample WithoutWeight(Predicate<int> isIdle) => plain.With(w: [.. plain.W.Select((weight, row) => isIdle(row) ? 0 : weight)]);

        static void Refused(string reason, Sample sample, string formula)
            => Assert.Contains(reason, Assert.Throws<ModelException>(() => sample.Fit(formula, default)).Message, StringComparison.Ordinal);
    }

    // Each third row or so has no weight, but all levels keep some.
    private static (Sample Whole, int[] Kept) Thinned(int seed)
    {
        var random = new Random(seed);
        Sample plain = Sample.Draw(seed);
        double[] weights = Array.ConvertAll(plain.W, weight => random.NextDouble() < 0.3 ? 0 : weight);
        return (plain.With(w: weights), [.. Enumerable.Range(0, weights.Length).Where(row => weights[row] != 0)]);
    }

    private static void SameBits(ModelFit expected, ModelFit actual)
    {
        Assert.Equal(expected.LogLikelihood, actual.LogLikelihood);
        Assert.Equal(expected.Sigma, actual.Sigma);
        Assert.Equal(expected.Coefficients, actual.Coefficients);
        Assert.Equal(expected.CoefficientCovariance.ToArray(), actual.CoefficientCovariance.ToArray());
        Assert.Equal((expected.Aic, expected.Bic), (actual.Aic, actual.Bic));
        Assert.Equal((expected.ParameterCount, expected.ResidualDegreesOfFreedom), (actual.ParameterCount, actual.ResidualDegreesOfFreedom));
        if (expected is LinearMixedModelFit mixed)
        {
            Assert.Equal(mixed.Theta, ((LinearMixedModelFit)actual).Theta);
            Assert.Equal(mixed.Deviance, ((LinearMixedModelFit)actual).Deviance);
            Assert.Equal(mixed.GroupingFactors.SelectMany(static factor => factor.Levels), ((LinearMixedModelFit)actual).GroupingFactors.SelectMany(static factor => factor.Levels));
        }
        else
        {
            Assert.Equal(((LinearModelFit)expected).RSquared, ((LinearModelFit)actual).RSquared, 1e-14);
        }
    }
}
