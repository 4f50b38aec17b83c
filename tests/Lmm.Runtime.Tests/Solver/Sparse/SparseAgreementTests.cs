using Lmm.Solver;

namespace Lmm.Tests.Solver.Sparse;

/// <summary>The sparse factorisation against the one with a dense tail, both forced upon the same cross-products.</summary>
public class SparseAgreementTests
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Criterion_gradient_modes_and_covariances_are_those_of_the_dense_tail(string shape)
    {
        foreach (bool weighted in new[] { false, true })
        {
            foreach (Estimation estimation in new[] { Estimation.MaximumLikelihood, Estimation.RestrictedMaximumLikelihood })
            {
                Compare(CrossProducts.Form(RandomDesigns.Build(shape, 21, weighted)), estimation, static (random, _) => 0.3 + random.NextDouble());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void They_agree_where_parameters_are_zero(string shape)
    {
        Compare(CrossProducts.Form(RandomDesigns.Build(shape, 22, weighted: false)), Estimation.RestrictedMaximumLikelihood, static (random, index) => index % 2 == 0 ? 0 : random.NextDouble());
        Compare(CrossProducts.Form(RandomDesigns.Build(shape, 22, weighted: false)), Estimation.MaximumLikelihood, static (random, index) => 0);
    }

    private static void Compare(CrossProducts products, Estimation estimation, Func<Random, int, double> parameter)
    {
        var random = new Random(4);
        var dense = new ProfiledCriterion(products, estimation, new Workers(1, CancellationToken.None), BlockOrder.Choose(products));
        var sparse = new ProfiledCriterion(products, estimation, new Workers(1, CancellationToken.None), SparseOrder.Of(products));
        double[] theta = Enumerable.Range(0, dense.ParameterCount).Select(index => parameter(random, index)).ToArray();
        var expected = new double[theta.Length];
        var gradient = new double[theta.Length];

        Assert.Equal(dense.Value(theta), sparse.Value(theta), 1e-10 * Math.Abs(dense.Value(theta)));
        dense.Gradient(expected);
        sparse.Gradient(gradient);
        AssertClose(expected, gradient, 1e-8);
        AssertClose(dense.Factorization.FixedEffects, sparse.Factorization.FixedEffects, 1e-9);
        AssertClose(dense.Factorization.FixedEffectsCovariance, sparse.Factorization.FixedEffectsCovariance, 1e-9);
        dense.KeepModes();
        sparse.KeepModes();
        for (int factor = 0; factor < products.Factors.Length; factor++)
        {
            AssertClose(dense.Modes(factor), sparse.Modes(factor), 1e-9);
            AssertClose(Lower(dense.Covariances(factor), products.Factors[factor].EffectCount), Lower(sparse.Covariances(factor), products.Factors[factor].EffectCount), 1e-9);
        }
    }

    private static double[] Lower(ReadOnlySpan<double> blocks, int k)
    {
        double[] values = blocks.ToArray();
        return values.Where((_, index) => index % k <= index / k % k).ToArray();
    }

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double size = 1;
        foreach (double value in expected)
        {
            size = Math.Max(size, Math.Abs(value));
        }

        for (int index = 0; index < expected.Length; index++)
        {
            Assert.Equal(expected[index], actual[index], tolerance * size);
        }
    }
}
