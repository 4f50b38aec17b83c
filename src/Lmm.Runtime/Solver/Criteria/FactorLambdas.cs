using Lmm.Covariance;
using Lmm.Crossing;

namespace Lmm.Solver.Criteria;

/// <summary>Λ of each grouping factor: block-diagonal in those of its terms, which θ is spread over.</summary>
/// <param name="products">The cross-products.</param>
/// <param name="layout">Whose slice of θ is whose.</param>
internal sealed class FactorLambdas(CrossProducts products, ParameterLayout<ICovarianceParameterization> layout)
{
    private readonly double[] _block = new double[products.Terms.Max(static term => term.EffectCount * term.EffectCount)];

    /// <summary>Room for the Λ of all grouping factors, each effects × effects, row by row.</summary>
    public static double[][] Room(CrossProducts products) => Array.ConvertAll(products.Factors, static factor => new double[factor.EffectCount * factor.EffectCount]);

    /// <summary>Λ of all grouping factors at θ.</summary>
    public static double[][] Of(CrossProducts products, ReadOnlySpan<double> theta)
    {
        double[][] lambda = Room(products);
        new FactorLambdas(products, new(Array.ConvertAll(products.Terms, static term => term.Covariance))).Write(theta, lambda);
        return lambda;
    }

    /// <summary>Writes Λ at θ.</summary>
    public void Write(ReadOnlySpan<double> theta, double[][] target)
    {
        for (int index = 0; index < products.Terms.Length; index++)
        {
            RandomTermLayout term = products.Terms[index];
            int k = term.EffectCount;
            int width = products.Factors[term.Factor].EffectCount;
            Span<double> block = _block.AsSpan(0, k * k);
            term.Covariance.Factor(layout[index].Of(theta), block);
            for (int row = 0; row < k; row++)
            {
                block.Slice(row * k, k).CopyTo(target[term.Factor].AsSpan(((term.Offset + row) * width) + term.Offset));
            }
        }
    }
}
