using Lmm.Formula.Binding;
using Lmm.Solver;
using Lmm.Solver.Optimization;

namespace Lmm.Tests.Solver;

/// <summary>A criterion that the product does not have, without scores of variances: the search knows no criterion by name.</summary>
public class OtherCriterionTests
{
    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void A_dense_criterion_without_scores_has_the_same_minimum(Estimation estimation)
    {
        var sketch = new FactorSketch(2, 20, 3, 23);
        ModelDesign design = sketch.Sketch().Random(sketch.G, DesignSketch.Indicators(sketch.F)).Random(sketch.H, DesignSketch.One(sketch.Response.Length)).Build();

        Agree(design, estimation, expectedZeros: 0);
    }

    [Fact]
    public void It_has_so_where_a_variance_is_zero()
    {
        // Groups whose means are all the same.
        var sketch = new FactorSketch(2, 12, 4, 24);
        double[] means = [.. Enumerable.Range(0, sketch.G.Levels.Length).Select(group => sketch.Response.Where((_, row) => sketch.G.Codes[row] == group).Average())];
        double[] response = [.. sketch.Response.Select((value, row) => value - means[sketch.G.Codes[row]])];
        SketchColumn one = DesignSketch.One(response.Length);
        ModelDesign design = new DesignSketch("y", response).Fixed(one).Random(sketch.H, one).Random(sketch.G, CovarianceStructure.Unstructured, one).Build();

        Agree(design, Estimation.MaximumLikelihood, expectedZeros: 1);
    }

    private static void Agree(ModelDesign design, Estimation estimation, int expectedZeros)
    {
        MixedModelSolution expected = DesignSolver.Solve(design, estimation, FitOptions.Default, CancellationToken.None);
        Assert.Equal(expectedZeros, expected.Theta.Count(static value => value == 0));

        var criterion = new DifferencedCriterion(design, estimation);
        var optimizer = new CovarianceOptimizer(criterion, starts: null, maximumEvaluations: 1000);
        var start = new double[criterion.ParameterCount];
        for (int term = 0; term < criterion.Layout.TermCount; term++)
        {
            criterion.Layout.Owners[term].Start(1, criterion.Layout[term].Of(start));
        }

        Assert.True(optimizer.TryMinimize(start, isOnlyStart: true));
        Assert.True(optimizer.HasConverged, optimizer.Message());
        Assert.Equal(expected.Objective, criterion.Finish(optimizer.Theta), 1e-8);
        for (int parameter = 0; parameter < start.Length; parameter++)
        {
            Assert.Equal(expected.Theta[parameter], optimizer.Theta[parameter], 1e-6);
        }
    }
}
