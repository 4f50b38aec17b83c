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
