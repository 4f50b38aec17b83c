using System.Runtime.CompilerServices;

namespace Lmm.Solver;

/// <summary>
/// The expected second derivatives of the criterion along directions dΣ of the factors' covariance matrices (over σ²), σ² profiled out:
/// Σ tr(R dΣᵢ R dΣⱼ) − tr(ΣR dΣᵢ)·tr(ΣR dΣⱼ)/d. What different factors share is left out.
/// </summary>
internal sealed class InformationMatrix
{
    private readonly ProfiledCriterion criterion;
    private readonly int[] factors;
    private readonly double[][] directions;
    private readonly double[] traces;
    private readonly double[][] covariances;

    /// <summary>Makes room for one direction per entry of <paramref name="terms"/>, each over the effects of that term.</summary>
    public InformationMatrix(ProfiledCriterion criterion, RandomTermLayout[] terms)
    {
        this.criterion = criterion;
        factors = Array.ConvertAll(terms, static term => term.Factor);
        directions = Array.ConvertAll(factors, factor => new double[criterion.Lambda[factor].Length]);
        traces = new double[terms.Length];
        covariances = Array.ConvertAll(criterion.Lambda, static lambda => new double[lambda.Length]);
    }

    /// <summary>The number of directions.</summary>
    public int Count => factors.Length;

    /// <summary>Sets a direction: a symmetric matrix over the effects of its term.</summary>
    public void Set(int index, RandomTermLayout term, ReadOnlySpan<double> matrix)
    {
        int k = term.EffectCount;
        int width = criterion.Sums(term.Factor).EffectCount;
        for (int row = 0; row < k; row++)
        {
            matrix.Slice(row * k, k).CopyTo(directions[index].AsSpan(((term.Offset + row) * width) + term.Offset));
        }
    }

    /// <summary>Writes the matrix for all directions, from the sums of the last gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Form(Span<double> matrix)
    {
        for (int index = 0; index < Count; index++)
        {
            FactorSums sums = criterion.Sums(factors[index]);
            traces[index] = FactorSums.Trace(sums.Precision, directions[index], sums.EffectCount);
        }

        for (int row = 0; row < Count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double shared = Shared(row, column) - (traces[row] * traces[column] / criterion.DegreesOfFreedom);
                matrix[(row * Count) + column] = matrix[(column * Count) + row] = shared;
            }
        }
    }

    /// <summary>
    /// Writes the expected Hessian and the gradient of −2 log-likelihood in σ² (first, relative to its present value r²/d) and all
    /// directions, Σ scaled along with σ².
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WithResidualVariance(Span<double> hessian, Span<double> gradient)
    {
        double degrees = criterion.DegreesOfFreedom;
        double weight = criterion.ResidualWeight;
        double trace = 0;
        double twice = 0;
        double shrunk = 0;
        for (int factor = 0; factor < covariances.Length; factor++)
        {
            FactorSums sums = criterion.Sums(factor);
            double[] lambda = criterion.Lambda[factor];
            LevelBlock.ProductTransposed(lambda, lambda, covariances[factor], sums.EffectCount);
            trace += FactorSums.Trace(sums.Precision, covariances[factor], sums.EffectCount);
            twice += sums.Information(covariances[factor], covariances[factor]);
            shrunk += FactorSums.Trace(sums.Score, covariances[factor], sums.EffectCount);
        }

        int order = Count + 1;
        hessian[0] = degrees - (2 * trace) + twice;
        gradient[0] = (degrees - trace) - (degrees - (weight * shrunk));
        for (int row = 0; row < Count; row++)
        {
            FactorSums sums = criterion.Sums(factors[row]);
            double own = FactorSums.Trace(sums.Precision, directions[row], sums.EffectCount);
            gradient[row + 1] = own - (weight * FactorSums.Trace(sums.Score, directions[row], sums.EffectCount));
            hessian[row + 1] = hessian[(row + 1) * order] = own - sums.Information(covariances[factors[row]], directions[row]);
            for (int column = 0; column <= row; column++)
            {
                hessian[((row + 1) * order) + column + 1] = hessian[((column + 1) * order) + row + 1] = Shared(row, column);
            }
        }
    }

    private double Shared(int row, int column) => factors[row] == factors[column]
        ? criterion.Sums(factors[row]).Information(directions[row], directions[column])
        : 0;
}
