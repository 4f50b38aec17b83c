using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Criteria;
using Lmm.Solver.Orthogonal;

namespace Lmm.Tests.Solver;

/// <summary>The factorisation from the rows against the one from cross-products, for every shape of design.</summary>
public class OrthogonalAgreementTests
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    // Two ways to the same numbers: they differ by rounding.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rotations_and_cross_products_agree_on_everything(string shape)
    {
        foreach (Estimation estimation in new[] { Estimation.MaximumLikelihood, Estimation.RestrictedMaximumLikelihood })
        {
            foreach (bool weighted in new[] { false, true })
            {
                ModelDesign design = RandomDesigns.Build(shape, 21, weighted);
                CrossProducts products = CrossProducts.Form(design);
                foreach (bool isSingular in new[] { false, true })
                {
                    Compare(products, new LevelRows(design), estimation, isSingular);
                }
            }
        }
    }

    private static void Compare(CrossProducts products, LevelRows rows, Estimation estimation, bool isSingular)
    {
        OrthogonalPlan plan = OrthogonalPlan.IfAffordable(products, rows, BlockOrder.Choose(products))!;
        var expected = new ProfiledCriterion(products, estimation, new Workers(1, CancellationToken.None), plan.Order);
        var actual = new ProfiledCriterion(products, estimation, new Workers(1, CancellationToken.None), plan);
        var random = new Random(4);
        double[] theta = Enumerable.Range(0, actual.ParameterCount).Select(index => isSingular && index % 2 == 0 ? 0 : 0.3 + random.NextDouble()).ToArray();
        double value = expected.Value(theta);
        Assert.Equal(value, actual.Value(theta), 1e-11 * Math.Abs(value));
        var expectedGradient = new double[theta.Length];
        var gradient = new double[theta.Length];
        expected.Gradient(expectedGradient);
        actual.Gradient(gradient);
        Near(expectedGradient, gradient);
        for (int factor = 0; factor < products.Factors.Length; factor++)
        {
            Near(expected.Sums(factor).Score, actual.Sums(factor).Score);
            if (expected.Sums(factor).IsPrecisionExact && plan.Order.Tail.Length == 0)
            {
                Near(expected.Sums(factor).Precision, actual.Sums(factor).Precision);
                Near(expected.Sums(factor).PrecisionProducts, actual.Sums(factor).PrecisionProducts);
            }
        }

        Near(expected.Estimates.FixedEffects, actual.Estimates.FixedEffects);
        Near(expected.Estimates.FixedEffectsCovariance, actual.Estimates.FixedEffectsCovariance);
        expected.KeepModes();
        actual.KeepModes();
        for (int factor = 0; factor < products.Factors.Length; factor++)
        {
            Near(expected.Kept.Modes(factor), actual.Kept.Modes(factor));
            int k = products.Factors[factor].EffectCount;
            for (int entry = 0; entry < expected.Kept.Covariances(factor).Length; entry++)
            {
                if (entry % k <= entry / k % k)
                {
                    Assert.Equal(expected.Kept.Covariances(factor)[entry], actual.Kept.Covariances(factor)[entry], 1e-10);
                }
            }
        }
    }

    private static void Near(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double size = 1;
        foreach (double value in expected)
        {
            size = Math.Max(size, Math.Abs(value));
        }

        for (int index = 0; index < expected.Length; index++)
        {
            Assert.Equal(expected[index], actual[index], 1e-10 * size);
        }
    }
}
