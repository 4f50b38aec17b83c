using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Criteria;

namespace Lmm.Tests.Solver;

/// <summary>The blocked solver against a dense textbook computation of the same quantities, for every shape of model.</summary>
public class DenseAgreementTests
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_criterion_is_that_of_the_dense_model_at_any_theta(string shape)
    {
        foreach ((Estimation estimation, bool weighted, int seed) in Cases())
        {
            ModelDesign design = RandomDesigns.Build(shape, seed, weighted);
            var random = new Random(seed);
            double[][,] lambdas = Array.ConvertAll(design.RandomTerms, term => RandomDesigns.Lambda(random, term.Matrix.ColumnCount, term.Covariance));
            var dense = new DenseModel(design, estimation, lambdas);
            CrossProducts products = CrossProducts.Form(design);
            var criterion = new ProfiledCriterion(products, estimation, new Workers(1, CancellationToken.None));

            Assert.Equal(dense.Objective, criterion.Value(WorkingTheta.Of(products, lambdas)), 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Estimates_modes_and_covariances_are_those_of_the_dense_model(string shape)
    {
        foreach ((Estimation estimation, bool weighted, int seed) in Cases())
        {
            ModelDesign design = RandomDesigns.Build(shape, seed, weighted);
            MixedModelSolution solution = DesignSolver.Solve(design, estimation, FitOptions.Default, CancellationToken.None);
            var dense = new DenseModel(design, estimation, Array.ConvertAll(solution.RandomTerms, static term => term.Lambda));

            Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
            Assert.Equal(dense.Objective, solution.Objective, 1e-9);
            Assert.Equal(Math.Sqrt(dense.Variance), solution.Sigma, 1e-10);
            for (int row = 0; row < dense.Beta.Count; row++)
            {
                Assert.Equal(dense.Beta[row], solution.Beta[row], 1e-9);
                for (int column = 0; column < dense.Beta.Count; column++)
                {
                    Assert.Equal(dense.BetaCovariance[row, column], solution.BetaCovariance[row, column], 1e-9);
                }
            }

            for (int term = 0; term < solution.RandomTerms.Length; term++)
            {
                int k = design.RandomTerms[term].Matrix.ColumnCount;
                for (int index = 0; index < dense.Modes[term].Count; index++)
                {
                    Assert.Equal(dense.Modes[term][index], solution.RandomTerms[term].Modes[index], 1e-8);
                    int first = index / k * k;
                    for (int other = 0; other < k; other++)
                    {
                        Assert.Equal(dense.ModeCovariances[term][index, first + other], solution.RandomTerms[term].ModeCovariances[(index * k) + other], 1e-8);
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void No_neighbouring_theta_is_better_by_the_dense_model(string shape)
    {
        foreach ((Estimation estimation, bool weighted, int seed) in Cases().Take(2))
        {
            ModelDesign design = RandomDesigns.Build(shape, seed, weighted);
            MixedModelSolution solution = DesignSolver.Solve(design, estimation, FitOptions.Default, CancellationToken.None);
            var random = new Random(seed);
            for (int trial = 0; trial < 30; trial++)
            {
                double size = Math.Pow(10, -3 * random.NextDouble());
                double[][,] lambdas = Array.ConvertAll(solution.RandomTerms, term => (double[,])term.Lambda.Clone());
                for (int term = 0; term < lambdas.Length; term++)
                {
                    double[,] step = RandomDesigns.Lambda(random, lambdas[term].GetLength(0), design.RandomTerms[term].Covariance);
                    for (int row = 0; row < step.GetLength(0); row++)
                    {
                        for (int column = 0; column <= row; column++)
                        {
                            lambdas[term][row, column] += size * (random.NextDouble() < 0.5 ? -1 : 1) * step[row, column];
                        }
                    }
                }

                Assert.True(new DenseModel(design, estimation, lambdas).Objective >= solution.Objective - 1e-9);
            }
        }
    }

    private static IEnumerable<(Estimation Estimation, bool Weighted, int Seed)> Cases()
    {
        yield return (Estimation.MaximumLikelihood, false, 11);
        yield return (Estimation.RestrictedMaximumLikelihood, true, 12);
        yield return (Estimation.MaximumLikelihood, true, 13);
        yield return (Estimation.RestrictedMaximumLikelihood, false, 14);
    }
}
