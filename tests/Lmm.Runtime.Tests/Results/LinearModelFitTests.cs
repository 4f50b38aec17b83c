namespace Lmm.Tests.Results;

/// <summary>Linear models against R 4.2.2's lm (tests/reference/printing-fits.R).</summary>
public class LinearModelFitTests
{
    public static TheoryData<string> Models => [.. ReferenceFit.Names("linear")];

    [Theory]
    [MemberData(nameof(Models))]
    public void Coefficients_and_tests_are_those_of_R(string name)
    {
        ReferenceFit reference = ReferenceFit.Read(name);
        LinearModelFit fit = LinearModel.Fit(reference.ModelDesign());

        for (int j = 0; j < fit.Coefficients.Count; j++)
        {
            Coefficient coefficient = fit.Coefficients[j];
            double[] expected = reference.Table[(4 * j)..((4 * j) + 4)];

            // 1e-9: R's own error on Longley's data.
            NumericAssert.Close(expected[0], coefficient.Estimate, 1e-9);
            NumericAssert.Close(expected[1], coefficient.StandardError, 1e-9);
            NumericAssert.Close(expected[2], coefficient.Statistic, 1e-9);
            NumericAssert.Close(expected[3], coefficient.PValue!.Value, 1e-8);
        }

        NumericAssert.Close(reference.Covariance, [.. fit.CoefficientCovariance.ToArray().Cast<double>()], 1e-9);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Fit_statistics_are_those_of_R(string name)
    {
        ReferenceFit reference = ReferenceFit.Read(name);
        LinearModelFit fit = LinearModel.Fit(reference.ModelDesign());

        NumericAssert.Close(reference.Sigma, fit.Sigma, 1e-11);
        NumericAssert.Close(reference.Rss, fit.ResidualSumOfSquares, 1e-11);
        NumericAssert.Close(reference.Rsquared, fit.RSquared, 1e-10);
        NumericAssert.Close(reference.Adjusted, fit.AdjustedRSquared, 1e-9);
        NumericAssert.Close(reference.F ?? double.NaN, fit.FStatistic, 1e-9);
        NumericAssert.Close(reference.Fp ?? double.NaN, fit.FPValue, 1e-8);
        NumericAssert.Close(reference.LogLikelihood, fit.LogLikelihood, 1e-11);
        NumericAssert.Close(reference.Aic, fit.Aic, 1e-11);
        NumericAssert.Close(reference.Bic, fit.Bic, 1e-11);
        Assert.Equal(reference.Df, fit.ParameterCount);
        Assert.Equal(reference.ResidualDf, fit.ResidualDegreesOfFreedom);
        Assert.Equal(reference.Intercept, fit.HasIntercept);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Fitted_values_and_residuals_are_those_of_R(string name)
    {
        ReferenceFit reference = ReferenceFit.Read(name);
        LinearModelFit fit = LinearModel.Fit(reference.ModelDesign());

        NumericAssert.Close(reference.Fitted, [.. fit.FittedValues], 1e-11);
        NumericAssert.Close(reference.Residuals, [.. fit.Residuals], 1e-11);
    }
}
