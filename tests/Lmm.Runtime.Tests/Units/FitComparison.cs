namespace Lmm.Tests.Units;

/// <summary>Holds a fit against the same model of the data in other units.</summary>
internal static class FitComparison
{
    /// <summary>What both searches for θ leave undecided, relative; linear models are exact to rounding.</summary>
    private const double Tolerance = 1e-8;

    /// <summary>Checks the estimates.</summary>
    /// <param name="expected">The fit in plain units.</param>
    /// <param name="actual">The other fit.</param>
    /// <param name="coefficient">The ratio of a coefficient, or of a random effect of that name, by its name.</param>
    /// <param name="sigma">The ratio of σ.</param>
    /// <param name="criterion">The difference of the criterion.</param>
    /// <param name="deviance">The difference of the deviance at the estimates.</param>
    public static void Check(ModelFit expected, ModelFit actual, Func<string, double> coefficient, double sigma, double criterion, double deviance)
    {
        Close(sigma, actual.Sigma / expected.Sigma);
        CloseDeviance((-2 * expected.LogLikelihood) + criterion, -2 * actual.LogLikelihood);
        for (int index = 0; index < expected.Coefficients.Count; index++)
        {
            (Coefficient one, Coefficient other) = (expected.Coefficients[index], actual.Coefficients[index]);
            double ratio = coefficient(one.Name);
            Assert.Equal(one.Estimate / one.StandardError, other.Estimate / ratio / one.StandardError, 1e-7);
            Close(ratio, other.StandardError / one.StandardError);
            Assert.Equal(one.Statistic, other.Statistic, 1e-7);
            if (one.PValue is { } p)
            {
                Assert.Equal(p, other.PValue!.Value, 1e-7);
            }
        }

        for (int row = 0; row < expected.Coefficients.Count; row++)
        {
            for (int column = 0; column < expected.Coefficients.Count; column++)
            {
                Assert.Equal(expected.CoefficientCorrelation[row, column], actual.CoefficientCorrelation[row, column], 1e-7);
            }
        }

        if (expected is LinearMixedModelFit mixed)
        {
            LinearMixedModelFit other = Assert.IsType<LinearMixedModelFit>(actual);
            CloseDeviance(mixed.Deviance + deviance, other.Deviance);
            CheckRandomEffects(mixed, other, coefficient);
        }
        else
        {
            CheckVariation(Assert.IsType<LinearModelFit>(expected), Assert.IsType<LinearModelFit>(actual));
        }
    }

    private static void CheckRandomEffects(LinearMixedModelFit expected, LinearMixedModelFit actual, Func<string, double> coefficient)
    {
        Assert.True(actual.Convergence.Converged, actual.Convergence.Message);
        foreach ((RandomEffects one, RandomEffects other) in expected.GroupingFactors.Zip(actual.GroupingFactors))
        {
            foreach ((VarianceComponent first, VarianceComponent second) in one.VarianceComponents.Zip(other.VarianceComponents))
            {
                double ratio = coefficient(first.Name);
                Assert.Equal(first.StandardDeviation / expected.Sigma, second.StandardDeviation / ratio / expected.Sigma, 1e-6);
                Assert.Equal(one.Correlation("(Intercept)", first.Name), other.Correlation("(Intercept)", second.Name), 1e-6);
                for (int level = 0; level < one.Levels.Count; level++)
                {
                    ConditionalMode mode = one.ModesAt(level)[first.Name];
                    ConditionalMode same = other.ModesAt(level)[second.Name];
                    Assert.Equal(mode.Value / expected.Sigma, same.Value / ratio / expected.Sigma, 1e-6);
                    Assert.Equal(mode.StandardDeviation / expected.Sigma, same.StandardDeviation / ratio / expected.Sigma, 1e-6);
                }
            }
        }

        foreach ((double residual, double other) in expected.ScaledResiduals.Zip(actual.ScaledResiduals))
        {
            Assert.Equal(residual, other, 1e-6);
        }
    }

    private static void CheckVariation(LinearModelFit expected, LinearModelFit actual)
    {
        Assert.Equal(expected.RSquared, actual.RSquared, 1e-12);
        Assert.Equal(expected.AdjustedRSquared, actual.AdjustedRSquared, 1e-12);
        Close(1, actual.FStatistic / expected.FStatistic);
        Assert.Equal(expected.FPValue, actual.FPValue, 1e-9);
    }

    // The constants that units bring are large numbers.
    private static void CloseDeviance(double expected, double actual) => Assert.Equal(expected, actual, 1e-12 * (Math.Abs(expected) + 1e5));

    private static void Close(double expected, double actual) => Assert.Equal(1, actual / expected, Tolerance);
}
