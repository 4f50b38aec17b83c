using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>The gradient that a fit reports is that of the objective with respect to the θ that it reports, wherever the search stopped.</summary>
public class ReportedGradientTests
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    // The textbook's objective, differentiated by central differences of two steps, whose errors of the second order cancel.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Away_from_the_optimum_it_is_the_limit_of_differences(string shape)
    {
        foreach ((Estimation estimation, bool weighted) in new[] { (Estimation.MaximumLikelihood, true), (Estimation.RestrictedMaximumLikelihood, false) })
        {
            ModelDesign design = RandomDesigns.Build(shape, 91, weighted);
            MixedModelSolution stopped = DesignSolver.Solve(design, estimation, FitOptions.Default with { MaximumEvaluations = 2 }, CancellationToken.None);
            Assert.False(stopped.Convergence.Converged);
            double[] theta = [.. stopped.Convergence.Theta];
            double[] gradient = [.. stopped.Convergence.Gradient];
            double size = theta.Select((value, index) => Math.Abs(gradient[index]) * Math.Max(Math.Abs(value), 0.1)).Max();
            Assert.True(size > 1e-2, $"{shape}: the search stopped where the gradient is next to nothing.");
            for (int parameter = 0; parameter < theta.Length; parameter++)
            {
                double step = 1e-3 * Math.Max(Math.Abs(theta[parameter]), 1e-2);
                double slope = ((4 * Slope(parameter, step / 2)) - Slope(parameter, step)) / 3;
                Assert.Equal(slope, gradient[parameter], 1e-6 * Math.Max(1, gradient.Max(Math.Abs)));
            }

            double Slope(int parameter, double step) => (At(parameter, step) - At(parameter, -step)) / (2 * step);

            double At(int parameter, double distance)
            {
                double[] moved = (double[])theta.Clone();
                moved[parameter] += distance;
                return new DenseModel(design, estimation, Lambdas(design, moved)).Objective;
            }
        }
    }

    // Numbers of another unit, a power of two, leave the working columns as they are: θ of their effects is divided by it, the slope along it multiplied.
    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public void It_has_the_unit_of_the_columns(int exponent)
    {
        (double[] theta, double[] gradient) = Stopped(0);
        (double[] scaledTheta, double[] scaledGradient) = Stopped(exponent);
        int[] exponents = [0, exponent, exponent];
        for (int parameter = 0; parameter < 3; parameter++)
        {
            Assert.Equal(theta[parameter], Math.ScaleB(scaledTheta[parameter], exponents[parameter]), 1e-9);
            Assert.Equal(gradient[parameter], Math.ScaleB(scaledGradient[parameter], -exponents[parameter]), 1e-9 * gradient.Max(Math.Abs));
        }

        static (double[] Theta, double[] Gradient) Stopped(int exponent)
        {
            var random = new Random(92);
            int[] codes = [.. Enumerable.Range(0, 90).Select(static row => row % 9)];
            SketchColumn one = DesignSketch.One(90);
            SketchColumn x = new("x", [.. codes.Select(_ => Math.ScaleB(RandomDesigns.Normal(random), exponent))]);
            double[] y = [.. codes.Select(code => code + RandomDesigns.Normal(random))];
            ModelDesign design = new DesignSketch("y", y).Fixed(one, x).Random(new FactorColumn("g", codes, [.. Enumerable.Range(0, 9).Select(static level => "g" + level)]), one, x).Build();
            MixedModelSolution stopped = DesignSolver.Solve(design, Estimation.MaximumLikelihood, FitOptions.Default with { MaximumEvaluations = 2 }, CancellationToken.None);
            return ([.. stopped.Convergence.Theta], [.. stopped.Convergence.Gradient]);
        }
    }

    // θ of the terms one after the other, each the lower triangle column by column, or the diagonal.
    private static double[][,] Lambdas(ModelDesign design, double[] theta)
    {
        int at = 0;
        return Array.ConvertAll(design.RandomTerms, term =>
        {
            int k = term.Matrix.ColumnCount;
            var lambda = new double[k, k];
            for (int column = 0; column < k; column++)
            {
                for (int row = column; row < (term.Covariance == Lmm.Formula.Binding.CovarianceStructure.Diagonal ? column + 1 : k); row++)
                {
                    lambda[row, column] = theta[at++];
                }
            }

            return lambda;
        });
    }
}
