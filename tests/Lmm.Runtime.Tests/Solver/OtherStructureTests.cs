using Lmm.Formula.Binding;
using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;
using Lmm.Solver.Information;
using Lmm.Solver.Sparse;
using Lmm.Tests.Solver.Expansion;

namespace Lmm.Tests.Solver;

/// <summary>A structure that the product does not have, with parameters that are neither elements of Λ nor variances: the solver knows no structure by name.</summary>
public class OtherStructureTests
{
    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void Compound_symmetry_has_the_optimum_of_groups_and_cells(Estimation estimation)
    {
        var sketch = new FactorSketch(3, 40, 3, 21, deviation: _ => 0.8);
        CrossProducts products = Products(sketch);
        MixedModelSolution actual = DesignSolver.Solve(products, estimation, FitOptions.Default, CancellationToken.None);

        Assert.True(actual.Convergence.Converged, actual.Convergence.Message);
        MixedModelSolution expected = Nested(sketch, estimation);
        Assert.Equal(expected.Objective, actual.Objective, 1e-7);
        Assert.Equal(expected.Sigma, actual.Sigma, 1e-6);
    }

    [Fact]
    public void Its_gradient_is_that_of_differences()
    {
        CrossProducts products = Products(new FactorSketch(4, 20, 3, 22));
        var criterion = new ProfiledCriterion(products, Estimation.MaximumLikelihood, new Workers(1, CancellationToken.None));
        double[] theta = [0.7, 0.4];
        var gradient = new double[2];
        criterion.Value(theta);
        criterion.Gradient(gradient);
        for (int parameter = 0; parameter < 2; parameter++)
        {
            const double Step = 1e-5;
            double[] near = [.. theta];
            near[parameter] += Step;
            double above = criterion.Value(near);
            near[parameter] -= 2 * Step;
            Assert.Equal((above - criterion.Value(near)) / (2 * Step), gradient[parameter], 1e-5 * Math.Abs(gradient[parameter]));
        }
    }

    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void Its_Hessian_by_derivatives_of_a_sparse_factor_is_that_of_differences(Estimation estimation)
    {
        var workers = new Workers(1, CancellationToken.None);
        CrossProducts products = Products(new FactorSketch(4, 20, 3, 22));
        var criterion = new ProfiledCriterion(products, estimation, workers, SparseOrder.Of(products));
        double[] theta = [0.7, 0.4];
        double[] expected = ExtrapolatedHessian.Of(criterion, theta);
        var tangents = new CovarianceTangents(products.Terms, criterion.Layout.Owners, new CovarianceEntries(products));
        tangents.MoveTo(theta);
        double[] actual = TangentExpansion.Of(criterion, tangents).Hessian;
        for (int entry = 0; entry < expected.Length; entry++)
        {
            Assert.Equal(expected[entry], actual[entry], 1e-7 * expected.Max(Math.Abs));
        }
    }

    // Balanced indicators are scaled by a common factor, under which the structure is closed.
    private static CrossProducts Products(FactorSketch sketch)
    {
        CrossProducts products = CrossProducts.Form(sketch.Sketch().Random(sketch.G, CovarianceStructure.Diagonal, DesignSketch.Indicators(sketch.F)).Build());
        products.Terms[0] = products.Terms[0] with { Covariance = new CompoundSymmetry(products.Terms[0].EffectCount) };
        return products;
    }

    private static MixedModelSolution Nested(FactorSketch sketch, Estimation estimation)
    {
        int levels = sketch.F.Levels.Length;
        var cells = new FactorColumn(
            "g:f",
            [.. sketch.G.Codes.Zip(sketch.F.Codes, (group, level) => (group * levels) + level)],
            [.. Enumerable.Range(0, sketch.G.Levels.Length * levels).Select(cell => $"c{cell:0000}")]);
        SketchColumn one = DesignSketch.One(sketch.Response.Length);
        return DesignSolver.Solve(sketch.Sketch().Random(sketch.G, one).Random(cells, one).Build(), estimation, FitOptions.Default, CancellationToken.None);
    }
}
