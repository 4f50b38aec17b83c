using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Criteria;
using Lmm.Solver.Information;

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

    private static void Compare(ModelDesign design, Estimation estimation)
    {
        CrossProducts products = CrossProducts.Form(design);
        MixedModelSolution solution = MixedModelSolver.Solve(products, estimation, FitOptions.Default, CancellationToken.None);
        Workers workers = new(1, CancellationToken.None);
        ProfiledCriterion criterion = solution.Optimum.Criterion(workers);

        var exact = ExactInformation.About(criterion, solution.Optimum, workers);
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
