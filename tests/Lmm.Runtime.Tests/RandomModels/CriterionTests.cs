using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Criteria;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Tests.RandomModels;

/// <summary>The solver's criterion and its gradient at random θ against the dense criterion.</summary>
public class CriterionTests
{
    /// <summary>Above so many rows differences of the dense criterion take too long.</summary>
    private const int LargestDense = 160;

    public static TheoryData<string> Models => RandomModel.Labels();

    [Theory]
    [MemberData(nameof(Models))]
    public void Value_and_gradient_at_random_theta_are_the_dense_criterions(string label)
    {
        RandomModel model = RandomModel.Find(label);
        ModelDesign design = model.Design(model.Data());
        CrossProducts products = CrossProducts.Form(design);
        ProfiledCriterion criterion = new(products, model.Estimation, new Workers(1, CancellationToken.None));
        DenseCriterion dense = new(design, model.Estimation, products.FixedEffects.Basis.Kept);
        Random random = new(label.Length + model.Rows);
        double[] theta = new double[criterion.ParameterCount];
        double[] gradient = new double[theta.Length];
        foreach (double size in new[] { 0.3, 1, 30 })
        {
            RandomTheta(products, random, size, theta);
            double value = criterion.Value(theta);
            double expected = Dense(dense, products, theta);

            // Relative.
            Assert.True(Math.Abs(value - expected) <= 1e-9 * Math.Abs(expected), $"θ of size {size}: {value:R}, by the dense criterion {expected:R}");

            if (model.Rows > LargestDense)
            {
                continue;
            }

            criterion.Gradient(gradient);

            // Large θ and unequal weights make V ill-conditioned, and differences of the dense criterion mere rounding; the solver's own
            // value, which was compared with it above, is differenced there.
            Func<double[], double> differenced = size > 1 ? point => criterion.Value(point) : point => Dense(dense, products, point);
            double[] slopes = Array.ConvertAll(Enumerable.Range(0, theta.Length).ToArray(), index => Slope(differenced, theta, index));
            double scale = 1 + slopes.Max(Math.Abs);
            for (int index = 0; index < slopes.Length; index++)
            {
                // Relative to the longest; the differences themselves have no more digits.
                Assert.True(Math.Abs(slopes[index] - gradient[index]) <= 1e-7 * scale, $"θ of size {size}, parameter {index}: {gradient[index]:R}, by differences {slopes[index]:R}");
            }
        }
    }

    [Fact]
    public void A_variance_of_zero_is_a_point_like_any_other()
    {
        foreach (RandomModel model in RandomModel.All)
        {
            ModelDesign design = model.Design(model.Data());
            CrossProducts products = CrossProducts.Form(design);
            ProfiledCriterion criterion = new(products, model.Estimation, new Workers(1, CancellationToken.None));
            double[] theta = new double[criterion.ParameterCount];
            double expected = Dense(new DenseCriterion(design, model.Estimation, products.FixedEffects.Basis.Kept), products, theta);
            double value = criterion.Value(theta);

            // Relative.
            Assert.True(Math.Abs(value - expected) <= 1e-9 * Math.Abs(expected), $"{model.Label}: {value:R}, by the dense criterion {expected:R}");
            double[] gradient = new double[theta.Length];
            criterion.Gradient(gradient);
            Assert.All(gradient, slope => Assert.Equal(0, slope));
        }
    }

    private static void RandomTheta(CrossProducts products, Random random, double size, double[] theta)
    {
        int at = 0;
        foreach (RandomTermLayout term in products.Terms)
        {
            Span<double> part = theta.AsSpan(at, term.Covariance.ParameterCount);
            term.Covariance.Start(size * (0.5 + random.NextDouble()), part);
            foreach (ref double value in part)
            {
                value += size * (random.NextDouble() - 0.5);
            }

            at += part.Length;
        }
    }

    private static double Dense(DenseCriterion dense, CrossProducts products, double[] theta)
    {
        int at = 0;
        List<double[,]> lambda = [];
        foreach (RandomTermLayout term in products.Terms)
        {
            int k = term.EffectCount;
            double[] working = new double[k * k];
            term.Covariance.Factor(theta.AsSpan(at, term.Covariance.ParameterCount), working);
            at += term.Covariance.ParameterCount;
            Matrix<double> factor = Matrix<double>.Build.Dense(k, k, (row, column) => working[(row * k) + column]);
            lambda.Add((Matrix<double>.Build.DenseOfArray(term.Basis.FromData) * factor).ToArray());
        }

        return dense.Value(lambda);
    }

    // Central differences, extrapolated twice (Richardson).
    private static double Slope(Func<double[], double> criterion, double[] theta, int index)
    {
        double[] table = new double[3];
        for (int halving = 0; halving < table.Length; halving++)
        {
            double step = 0.01 / (1 << halving);
            double[] point = (double[])theta.Clone();
            point[index] = theta[index] + step;
            double above = criterion(point);
            point[index] = theta[index] - step;
            table[halving] = (above - criterion(point)) / (2 * step);
        }

        double first = ((4 * table[1]) - table[0]) / 3;
        double second = ((4 * table[2]) - table[1]) / 3;
        return ((16 * second) - first) / 15;
    }
}
