using System.Runtime.CompilerServices;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Criteria;

/// <summary>
/// The expected second derivatives of the criterion along directions dΣ of the factors' covariance matrices (over σ²), σ² profiled out:
/// Σ tr(R dΣᵢ R dΣⱼ) − tr(ΣR dΣᵢ)·tr(ΣR dΣⱼ)/d. What different factors share is left out.
/// </summary>
internal sealed class InformationMatrix
{
    private readonly IScoredCriterion _criterion;
    private readonly int[] _factors;
    private readonly MatrixEntries[] _directions;
    private readonly double[][] _covariances;
    private readonly MatrixEntries[] _covarianceEntries;
    private readonly double[][] _covarianceProducts;
    private readonly double[][] _products;

    /// <summary>Makes room for one direction per entry of <paramref name="terms"/>, each over the effects of that term.</summary>
    public InformationMatrix(IScoredCriterion criterion, RandomTermLayout[] terms)
    {
        _criterion = criterion;
        _factors = Array.ConvertAll(terms, static term => term.Factor);
        Blocks = [.. Enumerable.Range(0, _factors.Length).GroupBy(index => _factors[index]).Select(static block => block.ToArray())];
        _directions = Array.ConvertAll(_factors, static _ => new MatrixEntries());
        _covariances = Array.ConvertAll(criterion.Lambda, static lambda => new double[lambda.Length]);
        _covarianceEntries = Array.ConvertAll(criterion.Lambda, static _ => new MatrixEntries());
        _covarianceProducts = Array.ConvertAll(criterion.Lambda, static lambda => new double[lambda.Length]);
        _products = Array.ConvertAll(criterion.Lambda, static lambda => new double[lambda.Length]);
    }

    /// <summary>The directions of each grouping factor.</summary>
    public int[][] Blocks { get; }

    /// <summary>The number of directions.</summary>
    public int Count => _factors.Length;

    /// <summary>Sets a direction: a symmetric matrix over the effects of its term.</summary>
    public void Set(int index, RandomTermLayout term, ReadOnlySpan<double> matrix) => _directions[index].Read(matrix, term.EffectCount, term.Offset);

    /// <summary>Writes the matrix for all directions, from the sums of the last gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Form(ApproximateHessian hessian)
    {
        hessian.Divisor = _criterion.DegreesOfFreedom;
        for (int index = 0; index < Count; index++)
        {
            hessian.Shared[index] = _directions[index].Trace(_criterion.Sums(_factors[index]).Precision);
        }

        for (int block = 0; block < Blocks.Length; block++)
        {
            int[] members = Blocks[block];
            Span<double> entries = hessian.Block(block);
            FactorSums sums = _criterion.Sums(_factors[members[0]]);
            for (int row = 0; row < members.Length; row++)
            {
                double[] product = Multiply(members[row]);
                for (int column = 0; column <= row; column++)
                {
                    entries[(row * members.Length) + column] = entries[(column * members.Length) + row]
                        = Product(sums, _directions[members[row]], product, _directions[members[column]]);
                }
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
        double degrees = _criterion.DegreesOfFreedom;
        double weight = _criterion.ResidualWeight;
        double trace = 0;
        double twice = 0;
        double shrunk = 0;
        for (int factor = 0; factor < _covariances.Length; factor++)
        {
            FactorSums sums = _criterion.Sums(factor);
            double[] lambda = _criterion.Lambda[factor];
            LevelBlock.ProductTransposed(lambda, lambda, _covariances[factor], sums.EffectCount);
            MatrixEntries entries = _covarianceEntries[factor];
            entries.Read(_covariances[factor], sums.EffectCount);
            sums.Information(entries, _covarianceProducts[factor]);
            trace += entries.Trace(sums.Precision);
            twice += Product(sums, entries, _covarianceProducts[factor], entries);
            shrunk += entries.Trace(sums.Score);
        }

        int order = Count + 1;
        hessian[0] = degrees - (2 * trace) + twice;
        gradient[0] = (degrees - trace) - (degrees - (weight * shrunk));
        for (int row = 0; row < Count; row++)
        {
            int factor = _factors[row];
            FactorSums sums = _criterion.Sums(factor);
            double own = _directions[row].Trace(sums.Precision);
            gradient[row + 1] = own - (weight * _directions[row].Trace(sums.Score));
            hessian[row + 1] = hessian[(row + 1) * order] = own - Product(sums, _covarianceEntries[factor], _covarianceProducts[factor], _directions[row]);
            double[] product = Multiply(row);
            for (int column = 0; column <= row; column++)
            {
                hessian[((row + 1) * order) + column + 1] = hessian[((column + 1) * order) + row + 1] = Shared(row, product, column);
            }
        }
    }

    // ΣRER for a direction E, over the effects of its factor; it is overwritten by the next one of that factor.
    private double[] Multiply(int index)
    {
        double[] product = _products[_factors[index]];
        _criterion.Sums(_factors[index]).Information(_directions[index], product);
        return product;
    }

    private double Shared(int row, double[] product, int column) => _factors[row] == _factors[column]
        ? Product(_criterion.Sums(_factors[row]), _directions[row], product, _directions[column])
        : 0;

    // Σ tr(R E R F) with ΣRER at hand.
    private static double Product(FactorSums sums, MatrixEntries first, double[] product, MatrixEntries second)
    {
        if (first.Count == 1 && second.Count == 1)
        {
            return sums.InformationOfEntries(first, second);
        }

        double sum = 0;
        for (int entry = 0; entry < second.Count; entry++)
        {
            sum += second.Values[entry] * product[(second.Rows[entry] * sums.EffectCount) + second.Columns[entry]];
        }

        return sum;
    }
}
