namespace Lmm.Databases.Tests;

/// <summary>What a fit from a database or a stream has in common with the fit of the same rows in memory.</summary>
internal static class Agreement
{
    /// <summary>Asserts that both are the same but for the rounding of sums.</summary>
    /// <param name="memory">The fit in memory.</param>
    /// <param name="database">The fit from the database or the stream.</param>
    /// <param name="accuracy">The relative difference that objective, σ and coefficients (in standard errors) may have.</param>
    /// <param name="theta">The difference that θ may have, relative to its size and absolute below one.</param>
    /// <param name="dropped">How many more rows the other fit has dropped.</param>
    public static void Of(LinearMixedModelFit memory, LinearMixedModelFit database, double accuracy = 1e-9, double theta = 1e-6, int dropped = 0)
    {
        Assert.Equal(memory.Shape.Coefficients, database.Shape.Coefficients);
        Assert.Equal(memory.ObservationCount, database.ObservationCount);
        Assert.Equal(memory.DroppedRowCount + dropped, database.DroppedRowCount);
        Assert.Equal(memory.Shape.WeightsName, database.Shape.WeightsName);
        Assert.Equal(memory.Shape.RandomTerms.Select(static term => term.Levels), database.Shape.RandomTerms.Select(static term => term.Levels));
        Assert.Equal(0, (database.Objective - memory.Objective) / Math.Max(1, Math.Abs(memory.Objective)), accuracy);
        Assert.Equal(1, database.Sigma / memory.Sigma, accuracy);
        foreach ((Coefficient expected, Coefficient actual) in memory.Coefficients.Zip(database.Coefficients))
        {
            if (double.IsNaN(expected.Estimate))
            {
                Assert.True(double.IsNaN(actual.Estimate), actual.Name);
                continue;
            }

            Assert.Equal(0, (actual.Estimate - expected.Estimate) / expected.StandardError, accuracy);
            Assert.Equal(1, actual.StandardError / expected.StandardError, Math.Max(accuracy, theta));
        }

        foreach ((double expected, double actual) in memory.Theta.Zip(database.Theta))
        {
            Assert.Equal(0, (actual - expected) / Math.Max(1, Math.Abs(expected)), theta);
        }
    }
}
