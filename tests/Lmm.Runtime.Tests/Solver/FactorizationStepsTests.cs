using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Criteria;
using Lmm.Solver.Factoring;
using Lmm.Solver.Sparse;

namespace Lmm.Tests.Solver;

/// <summary>A factorisation goes on from its last step only.</summary>
public class FactorizationStepsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_that_has_been_gone_on_from_cannot_be_gone_on_from_again(bool isSparse)
    {
        CrossProducts products = Products();
        Factorization factorization = Plan(products, isSparse).Build(products, new Workers(1, CancellationToken.None));
        double[][] lambda = [[0.5], [0.8]];
        FactorSums[] sums = [.. products.Factors.Select((_, factor) => new FactorSums(EffectBlocks.Of(products, factor)))];

        Assert.True(factorization.TryFactor(lambda, out Factored first));
        Assert.True(factorization.TryFactor(lambda, out Factored factored));
        Assert.Throws<InvalidOperationException>(() => first.Differentiate(true, sums));
        Differentiated differentiated = factored.Differentiate(true, sums);
        Assert.Throws<InvalidOperationException>(() => factored.Differentiate(true, sums));
        KeptModes kept = differentiated.Keep(sums);
        Assert.Throws<InvalidOperationException>(() => differentiated.Keep(sums));
        Assert.Equal(products.FixedEffects.Rank, differentiated.FixedEffects.Length);
        Assert.Equal(products.Factors[1].LevelCount, kept.Modes(1).Length);

        factorization.LoadResponse(products);
        Assert.Throws<InvalidOperationException>(() => differentiated.FixedEffects.Length);
        Assert.Throws<InvalidOperationException>(() => kept.Modes(1).Length);
        Assert.Throws<InvalidOperationException>(() => default(Factored).Differentiate(true, sums));
    }

    [Fact]
    public void A_factor_that_has_been_linearized_has_no_modes_and_is_differentiated_until_it_goes_on()
    {
        CrossProducts products = Products();
        Factorization factorization = SparseOrder.Of(products).Build(products, new Workers(1, CancellationToken.None));
        double[][] lambda = [[0.5], [0.8]];
        FactorSums[] sums = [.. products.Factors.Select((_, factor) => new FactorSums(EffectBlocks.Of(products, factor)))];

        Assert.True(factorization.TryFactor(lambda, out Factored factored));
        Differentiated differentiated = factored.Differentiate(true, sums);
        Linearized linearized = differentiated.Linearize();
        Assert.Throws<InvalidOperationException>(() => differentiated.Linearize());
        Assert.Throws<InvalidOperationException>(() => differentiated.Keep(sums));
        double[] first = linearized.Along([[1], [0]]).DeterminantSlope(0).ToArray();
        linearized.Along([[0], [1]]);
        Assert.Equal(first, linearized.Along([[1], [0]]).DeterminantSlope(0).ToArray());
        Assert.Equal(products.FixedEffects.Rank, differentiated.FixedEffects.Length);

        Assert.True(factorization.TryFactor(lambda, out _));
        Assert.Throws<InvalidOperationException>(() => linearized.Along([[1], [0]]));
        Assert.Throws<InvalidOperationException>(() => default(Linearized).Along([[1], [0]]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_residual_degrees_of_freedom_are_the_same_after_a_gradient(bool isSparse)
    {
        CrossProducts products = Products();
        var criterion = new ProfiledCriterion(products, Estimation.RestrictedMaximumLikelihood, new Workers(1, CancellationToken.None), Plan(products, isSparse));
        double[] theta = [0.5, 0.8];
        criterion.Value(theta);
        double expected = criterion.ResidualDegrees();
        criterion.Finish(theta);

        Assert.Equal(expected, criterion.ResidualDegrees());
        Assert.InRange(expected, products.RowCount - products.FixedEffects.Rank - 40.0, products.RowCount);
    }

    private static FactorizationPlan Plan(CrossProducts products, bool isSparse) => isSparse ? SparseOrder.Of(products) : BlockOrder.Choose(products);

    private static CrossProducts Products()
    {
        var sketch = new FactorSketch(2, 12, 4, 25);
        SketchColumn one = DesignSketch.One(sketch.Response.Length);
        return CrossProducts.Form(sketch.Sketch().Random(sketch.G, one).Random(sketch.H, one).Build());
    }
}
