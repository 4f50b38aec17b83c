namespace Lmm.Tests.Units;

/// <summary>The unit of the response, or of one column, changes nothing but what has that unit.</summary>
public class ColumnUnitTests
{
    public static TheoryData<string, Estimation> Models => Sample.Models;

    [Theory]
    [MemberData(nameof(Models))]
    public void The_unit_of_the_response_goes_into_all_estimates(string formula, Estimation estimation)
    {
        Sample plain = Sample.Draw(11);
        ModelFit expected = plain.Fit(formula, estimation);
        foreach (double unit in (double[])[1e-150, 1e-80, 1e-10, 1e10, 1e80, 1e150])
        {
            ModelFit actual = plain.With(y: Times(plain.Y, unit), o: Times(plain.O, unit)).Fit(formula, estimation);
            long degrees = expected is LinearMixedModelFit && estimation == Estimation.RestrictedMaximumLikelihood ? expected.ObservationCount - expected.Rank : expected.ObservationCount;
            FitComparison.Check(expected, actual, _ => unit, unit, 2 * degrees * Math.Log(unit), 2 * expected.ObservationCount * Math.Log(unit));
            Assert.All(expected.FittedValues.Zip(actual.FittedValues), pair => Assert.Equal(pair.First, pair.Second / unit, 1e-7));
            Assert.DoesNotContain(actual.Notes, static note => note.Kind == NoteKind.Range);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_unit_of_a_column_goes_into_its_own_coefficients(string formula, Estimation estimation)
    {
        Sample plain = Sample.Draw(12);
        ModelFit expected = plain.Fit(formula, estimation);
        foreach (double unit in (double[])[1e-200, 1e-150, 1e-80, 1e-10, 1e10, 1e80, 1e150, 1e160])
        {
            ModelFit actual = plain.With(x: Times(plain.X, unit)).Fit(formula, estimation);
            string[] columns = [.. expected.Coefficients.Names.Where(static name => !name.StartsWith("poly", StringComparison.Ordinal) && name.Split(':').Contains("x"))];
            double difference = expected is LinearMixedModelFit && estimation == Estimation.RestrictedMaximumLikelihood ? 2 * columns.Length * Math.Log(unit) : 0;
            FitComparison.Check(expected, actual, name => columns.Contains(name) ? 1 / unit : 1, 1, difference, 0);
            Assert.All(expected.FittedValues.Zip(actual.FittedValues), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        }
    }

    // The covariate is one column times powers of ten; the likelihood does not know them.
    [Theory]
    [InlineData("x20", 1e20)]
    [InlineData("x150", 1e150)]
    [InlineData("x160", 1e160)]
    [InlineData("xm200", 1e-200)]
    public void Columns_of_all_sizes_are_estimable(string name, double unit)
    {
        ModelFrame data = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", "columns-of-all-sizes.csv"));
        foreach (string formula in (string[])["y ~ {0} + (1 | g)", "y ~ {0}"])
        {
            ModelFit expected = Fit(data, formula, "x");
            ModelFit actual = Fit(data, formula, name);
            FitComparison.Check(expected, actual, coefficient => coefficient == "x" ? 1 / unit : 1, 1, 0, 0);
        }

        static ModelFit Fit(ModelFrame data, string formula, string column)
            => Model.Parse(formula.Replace("{0}", column, StringComparison.Ordinal)).Fit(data, Estimation.MaximumLikelihood);
    }

    [Theory]
    [InlineData("y ~ scale(x)")]
    [InlineData("y ~ bs(x, df = 4)")]
    [InlineData("y ~ ns(x, df = 3)")]
    [InlineData("y ~ scale(z) + poly(x, 3)")]
    public void Transforms_do_not_depend_on_the_unit_of_their_variable(string formula)
    {
        Sample plain = Sample.Draw(13);
        ModelFit expected = plain.Fit(formula, Estimation.MaximumLikelihood);
        foreach (double unit in (double[])[1e-200, 1e200])
        {
            Sample changed = plain.With(x: Times(plain.X, unit));
            ModelFit actual = changed.Fit(formula, Estimation.MaximumLikelihood);
            FitComparison.Check(expected, actual, static _ => 1, 1, 0, 0);
            Assert.All(expected.FittedValues.Zip(actual.Predict(changed.Frame())), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
        }
    }

    // χ² and F do not depend on units.
    [Theory]
    [InlineData(1e-150)]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    public void Tests_do_not_depend_on_the_unit_of_the_response(double unit)
    {
        Sample plain = Sample.Draw(14);
        Sample changed = plain.With(y: Times(plain.Y, unit));
        FTest expected = FTest.Compare((LinearModelFit)plain.Fit("y ~ x", default), (LinearModelFit)plain.Fit("y ~ x + z", default));
        FTest actual = FTest.Compare((LinearModelFit)changed.Fit("y ~ x", default), (LinearModelFit)changed.Fit("y ~ x + z", default));
        Assert.Equal(1, actual.F / expected.F, 1e-9);
        Assert.Equal(expected.PValue, actual.PValue, 1e-12);

        LikelihoodRatioTest ratio = LikelihoodRatioTest.Compare(plain.Fit("y ~ x + (1 | g)", default), plain.Fit("y ~ x + z + (1 | g)", default));
        LikelihoodRatioTest other = LikelihoodRatioTest.Compare(changed.Fit("y ~ x + (1 | g)", default), changed.Fit("y ~ x + z + (1 | g)", default));
        Assert.Equal(ratio.ChiSquared, other.ChiSquared, 1e-6);
    }

    [Fact]
    public void What_leaves_the_range_is_named_with_its_cure()
    {
        Sample plain = Sample.Draw(15);
        ModelFit wide = plain.With(x: Times(plain.X, 1e160)).Fit("y ~ x + z + (1 | g)", default);
        Assert.Equal("the variance of x is below the range of double numbers; rescale x", Assert.Single(wide.Notes, static note => note.Kind == NoteKind.Range).Text);
        Assert.Contains("rescale x\n", wide.ToString(), StringComparison.Ordinal);
        Assert.True(wide.Coefficients["x"].StandardError is > 1e-162 and < 1e-160);

        ModelFit narrow = plain.With(x: Times(plain.X, 1e-200)).Fit("y ~ x + z", default);
        Assert.Equal("the variance of x is above the range of double numbers; rescale x", Assert.Single(narrow.Notes, static note => note.Kind == NoteKind.Range).Text);
        Assert.Equal(double.PositiveInfinity, narrow.CoefficientCovariance[1, 1]);
        Assert.Contains("rescale x\n", narrow.ToString(), StringComparison.Ordinal);

        ModelFit small = plain.With(y: Times(plain.Y, 1e-200)).Fit("y ~ x + (1 | g)", default);
        Assert.Equal(
            "the variance of (Intercept), the variance of x, the variance of the residuals, the variance of (Intercept) by g are below the range of double numbers; rescale y",
            Assert.Single(small.Notes, static note => note.Kind == NoteKind.Range).Text);
    }

    [Fact]
    public void A_product_of_columns_beyond_the_range_is_refused_with_its_row()
    {
        Sample plain = Sample.Draw(16);
        Sample large = plain.With(x: Times(plain.X, 1e200), z: Times(plain.Z, 1e200));
        ModelException fault = Assert.Throws<ModelException>(() => large.Fit("y ~ x:z + (1 | g)", default));
        Assert.Contains("x:z is beyond the range of double numbers in row 1; change the units of its variables", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-150)]
    [InlineData(1)]
    [InlineData(1e150)]
    public void Refits_have_the_bits_of_new_fits_in_any_unit(double unit)
    {
        Sample plain = Sample.Draw(17);
        foreach (string formula in (string[])["y ~ x + (x | g)", "y ~ x + offset(o) + (1 | g) + (1 | h)"])
        {
            Sample changed = plain.With(y: Times(plain.Y, unit), x: Times(plain.X, 1e-90), o: Times(plain.O, unit), w: Times(plain.W, 1e-30));
            var fit = (LinearMixedModelFit)changed.Fit(formula, default);
            FitWorkspace workspace = ((LinearMixedModelFit)changed.With(y: plain.Y).Fit(formula, default)).RefitWorkspace();
            Assert.Equal(FitOutcome.Converged, workspace.Refit(changed.Y));
            SameBits(fit, workspace);
        }
    }

    private static void SameBits(LinearMixedModelFit fit, FitWorkspace workspace)
    {
        Assert.Equal(fit.Objective, workspace.Objective);
        Assert.Equal(fit.Sigma, workspace.Sigma);
        Assert.Equal(fit.Theta, workspace.Theta.ToArray());
        Assert.Equal(fit.Coefficients.Select(static coefficient => coefficient.Estimate), workspace.Beta.ToArray());
        Assert.Equal(fit.Coefficients.Select(static coefficient => coefficient.StandardError), workspace.StandardErrors.ToArray());
        Assert.Equal(fit.CoefficientCovariance.ToArray().Cast<double>(), workspace.CoefficientCovariance.ToArray());
    }

    private static double[] Times(double[] values, double factor) => Array.ConvertAll(values, value => value * factor);
}
