using Lmm.Tests.Results;

namespace Lmm.Tests.Inference;

/// <summary>Holds robust tests of a fit of sums against those of the fit of the rows.</summary>
internal static class RobustAgreement
{
    private static readonly DegreesOfFreedomMethod[] Methods = [DegreesOfFreedomMethod.Satterthwaite, DegreesOfFreedomMethod.Normal, DegreesOfFreedomMethod.None];

    /// <summary>
    /// By every grouping factor, CR0 and CR1: covariances, degrees of freedom, single and joint tests agree, relative to standard errors, or both fits refuse the clusters
    /// for the same reason. Returns how many factors had clusters.
    /// </summary>
    public static int Check(LinearMixedModelFit rows, LinearMixedModelFit sums, double accuracy = 1e-8)
    {
        Assert.True(rows.HasRows);
        Assert.False(sums.HasRows);
        int count = 0;
        foreach (string cluster in rows.GroupingFactors.Select(static factor => factor.Grouping).Distinct())
        {
            foreach (RobustCovariance type in new[] { RobustCovariance.CR0, RobustCovariance.CR1 })
            {
                FixedEffectsTests expected;
                try
                {
                    expected = rows.Tests.WithRobustCovariance(cluster, type);
                }
                catch (ModelException refused)
                {
                    ModelException other = Assert.Throws<ModelException>(() => sums.Tests.WithRobustCovariance(cluster, type));
                    Assert.Equal(refused.Code, other.Code);
                    Assert.Contains($"are in several clusters by {cluster}", refused.Message, StringComparison.Ordinal);
                    Assert.Contains($"are in several clusters by {cluster}", other.Message, StringComparison.Ordinal);
                    continue;
                }

                count += type == RobustCovariance.CR0 ? 1 : 0;
                foreach (DegreesOfFreedomMethod method in Methods)
                {
                    Check(expected.With(method), sums.Tests.WithRobustCovariance(cluster, type).With(method), accuracy);
                }
            }
        }

        return count;
    }

    /// <summary>The tests agree.</summary>
    public static void Check(FixedEffectsTests expected, FixedEffectsTests actual, double accuracy)
    {
        Assert.Equal(expected.Notes, actual.Notes);
        int count = expected.Coefficients.Count;
        for (int row = 0; row < count; row++)
        {
            (CoefficientTest one, CoefficientTest two) = (expected.Coefficients[row], actual.Coefficients[row]);
            Assert.Equal(one.IsEstimable, two.IsEstimable);
            if (!one.IsEstimable)
            {
                continue;
            }

            NumericAssert.Close(one.StandardError, two.StandardError, accuracy);
            Assert.Equal(one.Estimate / one.StandardError, two.Estimate / one.StandardError, accuracy * Math.Max(1, Math.Abs(one.Statistic)));
            Assert.Equal(one.DegreesOfFreedom is null, two.DegreesOfFreedom is null);
            if (one.DegreesOfFreedom is { } degrees)
            {
                NumericAssert.Close(degrees, two.DegreesOfFreedom!.Value, 10 * accuracy);
            }

            for (int column = 0; column < row; column++)
            {
                if (expected.Coefficients[column].IsEstimable)
                {
                    Assert.Equal(0, (expected.Covariance[row, column] - actual.Covariance[row, column]) / one.StandardError / expected.Coefficients[column].StandardError, 10 * accuracy);
                }
            }
        }

        int[] known = [.. Enumerable.Range(0, count).Where(column => expected.Coefficients[column].IsEstimable)];
        var matrix = new double[Math.Min(2, known.Length), count];
        for (int row = 0; row < matrix.GetLength(0); row++)
        {
            matrix[row, known[^(row + 1)]] = 1;
        }

        WaldTest joint = expected.Hypotheses(Matrix.Of(matrix)).Joint;
        WaldTest other = actual.Hypotheses(Matrix.Of(matrix)).Joint;
        Assert.Equal(joint.NumeratorDegreesOfFreedom, other.NumeratorDegreesOfFreedom);
        if (!double.IsNaN(joint.F))
        {
            NumericAssert.Close(joint.F, other.F, 100 * accuracy);
            NumericAssert.Close(joint.DenominatorDegreesOfFreedom ?? 0, other.DenominatorDegreesOfFreedom ?? 0, 100 * accuracy);
        }
    }
}
