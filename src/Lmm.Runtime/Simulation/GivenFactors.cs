using System.Globalization;
using Lmm.Covariance;
using Lmm.Kernels;

namespace Lmm.Simulation;

/// <summary>The relative covariance factors of parameters that were given by hand.</summary>
internal static class GivenFactors
{
    /// <summary>What rounding may leave of a pivot that is zero.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The share of the largest element of Λ by which a structure must miss another for that to be excluded.</summary>
    private const double Excluded = 1e-9;

    /// <summary>Λ of each random-effects term.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="sigma">What Λ is relative to.</param>
    /// <exception cref="ModelException">There are too many or too few values, correlations that no effects can have, or some that the formula's structure excludes.</exception>
    public static double[][,] Of(ModelShape shape, SimulationParameters parameters, double sigma)
    {
        if (parameters.RandomEffects is { } effects)
        {
            return effects.Count == shape.RandomTerms.Count
                ? [.. shape.RandomTerms.Select((term, index) => Of(shape.ModelName, term, effects[index], sigma))]
                : throw Unusable(shape, string.Create(CultureInfo.InvariantCulture, $"there are {shape.RandomTerms.Count} random-effects terms, and parameters of {effects.Count}; give one element for each term of the formula, in its order."));
        }

        ParameterLayout<ICovarianceParameterization> layout = shape.ThetaLayout;
        double[] theta = [.. parameters.Theta ?? []];
        int count = layout.Owners.Sum(static owner => owner.ParameterCount);
        if (theta.Length != count)
        {
            throw Unusable(shape, string.Create(CultureInfo.InvariantCulture, $"theta has {count} elements, and {theta.Length} are given; give all, or standard deviations and correlations by RandomEffects."));
        }

        return [.. layout.Owners.Select((owner, term) =>
        {
            int k = owner.EffectCount;
            var lambda = new double[k * k];
            owner.Factor(layout[term].Of(theta), lambda);
            return Square(lambda, k);
        })];
    }

    private static double[,] Of(string model, RandomTermShape term, RandomEffectsParameters given, double sigma)
    {
        int k = term.Effects.Count;
        if (given.StandardDeviations.Count != k)
        {
            throw new ModelException(model, LmmErrorCode.NotAvailable, string.Create(CultureInfo.InvariantCulture, $"the term {term} has {k} effects, and {given.StandardDeviations.Count} standard deviations are given."));
        }

        double[] lambda = CorrelationRoot(given, k)
            ?? throw new ModelException(model, LmmErrorCode.NotAvailable, $"the correlations of {term.Grouping} contradict each other: no effects can have them all.");
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                lambda[(row * k) + column] *= given.StandardDeviations[row] / sigma;
            }
        }

        ICovarianceParameterization structure = term.Parameterization;
        var theta = new double[structure.ParameterCount];
        var kept = new double[k * k];
        structure.Parameters(lambda, theta);
        structure.Factor(theta, kept);
        double size = lambda.Max(Math.Abs);
        return lambda.Zip(kept).Any(pair => Math.Abs(pair.First - pair.Second) > Excluded * size)
            ? throw new ModelException(model, LmmErrorCode.NotAvailable, $"the structure that the formula gives {term.Grouping} does not allow these standard deviations and correlations.")
            : Square(lambda, k);
    }

    // The Cholesky factor of the correlations, of which pivots may be zero; null where one is negative.
    private static double[]? CorrelationRoot(RandomEffectsParameters given, int k)
    {
        var root = new double[k * k];
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double value = row == column ? 1 : given.Correlations[(row * (row - 1) / 2) + column];
                value -= VectorProducts.Dot(root.AsSpan(row * k, column), root.AsSpan(column * k, column));
                double pivot = root[(column * k) + column];
                if (row == column ? value < -Rounding : pivot == 0 && Math.Abs(value) > Rounding)
                {
                    return null;
                }

                root[(row * k) + column] = row == column ? (value > Rounding ? Math.Sqrt(value) : 0) : pivot == 0 ? 0 : value / pivot;
            }
        }

        return root;
    }

    private static double[,] Square(double[] values, int k)
    {
        var square = new double[k, k];
        Buffer.BlockCopy(values, 0, square, 0, values.Length * sizeof(double));
        return square;
    }

    private static ModelException Unusable(ModelShape shape, string message) => new(shape.ModelName, LmmErrorCode.NotAvailable, message);
}
