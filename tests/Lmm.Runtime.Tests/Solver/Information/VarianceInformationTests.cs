using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Information;
using Lmm.Solver.Sparse;
using Lmm.Tests.Solver.Sparse;

namespace Lmm.Tests.Solver.Information;

/// <summary>
/// Closed forms and derivatives of a sparse factor against differences of analytic gradients, which share nothing with them but the criterion, on random designs of all shapes; singular fits among
/// them. The dense references of <see cref="Inference.FixedEffectsTestTests"/> hold both to a textbook.
/// </summary>
public sealed class VarianceInformationTests
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Degrees_of_freedom_in_closed_form_are_those_of_differences(string shape)
    {
        for (int seed = 1; seed <= 4; seed++)
        {
            Compare(RandomDesigns.Build(shape, seed, weighted: seed > 2), seed % 2 == 0 ? Estimation.MaximumLikelihood : Estimation.RestrictedMaximumLikelihood);
        }
    }

    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void A_search_with_a_sparse_factor_knows_as_much_as_closed_forms(Estimation estimation)
    {
        CrossProducts products = CrossProducts.Form(SparseDesigns.Schools(400, 80, 20, 8));
        Workers workers = new(1, CancellationToken.None);
        Optimum found = MixedModelSolver.Solve(products, estimation, FitOptions.Default, CancellationToken.None).Optimum;
        var optimum = new Optimum(products, estimation == Estimation.RestrictedMaximumLikelihood, SparseOrder.Of(products), found.Theta.ToArray(), null);
        var exact = ExactInformation.About(optimum, workers);

        var sparse = VarianceInformation.Of(optimum, workers);

        Assert.IsType<SlopeInformation>(sparse);
        for (int entry = 0; entry < exact.Hessian.Length; entry++)
        {
            Assert.Equal(exact.Hessian[entry], sparse.Hessian[entry], 1e-9 * exact.Hessian.Max(Math.Abs));
        }

        for (int column = 0; column < products.FixedEffects.Rank; column++)
        {
            double[] function = [.. Enumerable.Range(0, products.FixedEffects.Rank).Select(index => index == column ? 1.0 : 0)];
            Assert.Equal(exact.DegreesOfFreedom(function), sparse.DegreesOfFreedom(function), 1e-8 * exact.DegreesOfFreedom(function));
        }

        double[] slope = [.. Enumerable.Range(1, exact.Count).Select(static index => 1.0 / index)];
        Assert.Equal(exact.Variance(slope, 1), sparse.Variance(slope, 1), 1e-8 * exact.Variance(slope, 1));
    }

    private static void Compare(ModelDesign design, Estimation estimation)
    {
        CrossProducts products = CrossProducts.Form(design);
        MixedModelSolution solution = MixedModelSolver.Solve(products, estimation, FitOptions.Default, CancellationToken.None);
        Workers workers = new(1, CancellationToken.None);

        var exact = ExactInformation.About(solution.Optimum, workers);
        VarianceInformation tangent = TangentInformation.About(solution.Optimum, workers)!;
        VarianceInformation differenced = DifferencedInformation.About(solution.Optimum.Criterion(workers), solution.Optimum);

        Assert.Equal(exact.Count, differenced.Count);
        Assert.Equal(exact.Count, tangent.Count);
        for (int column = 0; column < products.FixedEffects.Rank; column++)
        {
            var function = new double[products.FixedEffects.Rank];
            function[column] = 1;
            double expected = differenced.DegreesOfFreedom(function);
            Assert.Equal(expected, exact.DegreesOfFreedom(function), 1e-5 * expected);
            Assert.Equal(expected, tangent.DegreesOfFreedom(function), 1e-5 * expected);
        }
    }
}
