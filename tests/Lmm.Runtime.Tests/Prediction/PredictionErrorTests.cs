using Lmm.Tests.RandomModels;

namespace Lmm.Tests.Prediction;

/// <summary>Standard errors of predictions against dense algebra, on random models of random data: crossed, nested, singular, weighted, with offsets and aliased columns.</summary>
public class PredictionErrorTests
{
    /// <summary>Relative, on variances.</summary>
    private const double Tolerance = 1e-7;

    /// <summary>The share of z'Σz that the dense algebra, which subtracts, loses to rounding.</summary>
    private const double Lost = 1e-11;

    public static TheoryData<string> Models => RandomModel.Labels();

    [Theory]
    [MemberData(nameof(Models))]
    public void Standard_errors_are_those_of_dense_algebra(string label)
    {
        RandomModel model = RandomModel.Find(label);
        LinearMixedModelFit fit = LinearMixedModel.Fit(model.Design(model.Data()), model.Estimation);
        DenseErrors dense = new(fit);
        ModelDesign design = fit.Design;
        int[] rows = [.. Enumerable.Range(0, design.Rows.RowCount).Where(row => design.RandomTerms.All(term => term.Grouping.Codes[row] >= 0))];
        rows = [.. rows.Where((_, index) => index % Math.Max(1, rows.Length / 12) == 0)];

        RowPrediction[] confidence = Kept(fit, PredictionUncertainty.Confidence);
        RowPrediction[] modes = Kept(fit, PredictionUncertainty.RandomEffects);
        RowPrediction[] coefficients = Kept(fit, PredictionUncertainty.Coefficients);
        RowPrediction[] prediction = Kept(fit, PredictionUncertainty.Prediction);
        RowPrediction[] population = Kept(fit, PredictionUncertainty.Prediction, PredictionTarget.Population);
        foreach (int row in rows)
        {
            double[] x = Array.ConvertAll(design.FixedEffects.Columns, column => column[row]);
            double[][] z = [.. design.RandomTerms.Select(term => DenseErrors.Effects(term, row))];
            int[] levels = [.. design.RandomTerms.Select(term => term.Grouping.Codes[row])];
            double prior = dense.Prior(z);
            double residual = 1 / (design.Weights?[row] ?? 1);
            AssertVariance(fit, dense.Of(x, z, levels), prior, confidence[row]);
            AssertVariance(fit, dense.Of(null, z, levels), prior, modes[row]);
            AssertVariance(fit, dense.OfCoefficients(x), 0, coefficients[row]);
            AssertVariance(fit, dense.Of(x, z, levels) + residual, prior, prediction[row]);
            AssertVariance(fit, dense.OfCoefficients(x) + prior + residual, 0, population[row]);
            Assert.Equal(fit.FittedValues[row], confidence[row].Prediction, 1e-9 * (1 + Math.Abs(fit.FittedValues[row])));
        }
    }

    private static RowPrediction[] Kept(LinearMixedModelFit fit, PredictionUncertainty uncertainty, PredictionTarget target = PredictionTarget.Conditional)
    {
        PredictionTable table = fit.Predictions(new PredictionIntervalOptions { Uncertainty = uncertainty, Target = target, NewLevels = NewLevels.UsePopulation });
        return [.. fit.Rows.Numbers.Select(number => table[number - 1])];
    }

    private static void AssertVariance(LinearMixedModelFit fit, double variance, double prior, RowPrediction row)
    {
        double found = row.StandardError / fit.Sigma * (row.StandardError / fit.Sigma);
        Assert.True(
            (double.IsInfinity(variance) && double.IsInfinity(found)) || Math.Abs(found - variance) <= (Tolerance * Math.Abs(variance)) + (Lost * prior),
            $"{found:R} in place of {variance:R}, z'Σz being {prior:R}");
    }
}
