using Lmm.Kernels;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;
using Lmm.Solver.Information;
using Lmm.Solver.Sparse;
using Lmm.Tests.Solver.Expansion;

namespace Lmm.Tests.Solver.Sparse;

/// <summary>Derivatives of a sparse factor with fronts that are worked off by blocks, and in pieces.</summary>
public class SparseTangentTests
{
    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void The_Hessian_of_schools_is_the_limit_of_differences_of_gradients(Estimation estimation)
    {
        CrossProducts products = CrossProducts.Form(SparseDesigns.Schools(1500, 300, 50, 7));
        SparseOrder plan = SparseOrder.Of(products);
        Assert.Contains(Enumerable.Range(0, plan.Symbolic.Border), supernode => FrontWorker.IsLarge(plan.Symbolic, supernode));
        foreach (double[] theta in new double[][] { [0.9, 0.5, 0.1, 0.4, 0.3], [0.9, 0, 0.1, 0.4, 0] })
        {
            var criterion = new ProfiledCriterion(products, estimation, new Workers(1, CancellationToken.None), plan);
            double[] expected = ExtrapolatedHessian.Of(criterion, theta);
            double[] actual = Expansion(criterion, theta).Hessian;
            for (int entry = 0; entry < expected.Length; entry++)
            {
                Assert.Equal(expected[entry], actual[entry], 1e-8 * expected.Max(Math.Abs));
            }
        }
    }

    [Fact]
    public void It_does_not_depend_on_the_number_of_threads()
    {
        CrossProducts products = CrossProducts.Form(SparseDesigns.Schools(6000, 1200, 200, 9));
        SparseOrder plan = SparseOrder.Of(products);
        Assert.True(FrontSchedule.Of(plan.Symbolic).Pieces.Length > 1, "the design is too small to be divided");
        TangentExpansion[] expansions = Array.ConvertAll(
            new[] { 1, 2 },
            threads => Expansion(new ProfiledCriterion(products, Estimation.RestrictedMaximumLikelihood, new Workers(threads, CancellationToken.None), plan), [0.9, 0.5, 0.1, 0.4, 0.3]));

        Assert.Equal(expansions[0].Hessian, expansions[1].Hessian);
        Assert.Equal(expansions[0].ResidualSlopes, expansions[1].ResidualSlopes);
        Assert.Equal(expansions[0].CovarianceSlopes, expansions[1].CovarianceSlopes);
    }

    private static TangentExpansion Expansion(ProfiledCriterion criterion, double[] theta)
    {
        var tangents = new CovarianceTangents(criterion.Products.Terms, criterion.Layout.Owners, new CovarianceEntries(criterion.Products));
        tangents.MoveTo(theta);
        return TangentExpansion.Of(criterion, tangents);
    }
}
