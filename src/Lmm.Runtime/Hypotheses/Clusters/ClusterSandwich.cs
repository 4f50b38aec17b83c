using Lmm.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Hypotheses.Clusters;

/// <summary>
/// The covariance matrix of working coefficients that is robust to clusters, Σ EₖeₖeₖᵀEₖᵀ with Eₖ = M Yₖᵀ Aₖ and M = (YᵀX)⁻¹, and the degrees of freedom of tests with it.
/// </summary>
/// <remarks>
/// Sources: Bell &amp; McCaffrey, Survey Methodology 28, 2002; Pustejovsky &amp; Tipton, J. Bus. Econ. Stat. 36, 2018, equations 6, 9 to 11 and 15; M and Θ as in
/// clubSandwich. With L the Cholesky factor of Θₖ and Rₖ the covariance of the cluster's residuals by the working model, Aₖ = L (LᵀRₖL)^−½ Lᵀ, which does not
/// depend on the order of the rows.
/// Of a function l of the coefficients, a cluster's residuals get the weights aₖ = EₖᵀI; by the working model the products of two clusters' shares have the
/// expectation δⱼₖ aⱼᵀΘⱼaⱼ − zⱼᵀMuₖ − uⱼᵀMzₖ + uⱼᵀM(YᵀΘY)Muₖ, with u = Xᵀa and z = YᵀΘa. What is kept of a cluster are the p × p matrices that make these of l.
/// </remarks>
internal sealed class ClusterSandwich
{
    /// <summary>The share of the largest eigenvalue below which a combination of residuals is always zero.</summary>
    private const double AlwaysZero = 1e-10;

    private readonly Matrix<double>[] _own;
    private readonly Matrix<double>[] _shared;
    private readonly Matrix<double> _form;

    private ClusterSandwich(Matrix<double> covariance, Matrix<double>[] own, Matrix<double>[] shared, Matrix<double> form)
        => (Covariance, _own, _shared, _form) = (covariance, own, shared, form);

    /// <summary>The covariance matrix of the working coefficients, in the solver's units.</summary>
    public Matrix<double> Covariance { get; }

    /// <summary>Sums over the clusters.</summary>
    /// <exception cref="ModelException">A cluster is too large.</exception>
    public static ClusterSandwich Of(ClusterBlocks blocks, RobustCovariance type, CancellationToken cancellationToken)
    {
        int rank = blocks.Rank;
        Matrix<double> normal = Matrix<double>.Build.Dense(rank, rank);
        Matrix<double> spread = Matrix<double>.Build.Dense(rank, rank);
        Vector<double> slack = Vector<double>.Build.Dense(rank);
        for (int cluster = 0; cluster < blocks.Count; cluster++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ClusterBlock block = blocks.Build(cluster);
            normal += block.Weighted.TransposeThisAndMultiply(block.X);
            spread += block.Weighted.TransposeThisAndMultiply(block.Variance * block.Weighted);
            slack += block.Weighted.TransposeThisAndMultiply(block.Residuals);
        }

        Matrix<double> inverse = ((normal + normal.Transpose()) / 2).Cholesky().Solve(Matrix<double>.Build.DenseIdentity(rank));
        Matrix<double> middle = inverse * spread * inverse;

        // What rounding left of the normal equations.
        Vector<double> step = inverse * slack;
        double factor = Factor(type, blocks.Count);
        Matrix<double> covariance = Matrix<double>.Build.Dense(rank, rank);
        var own = new Matrix<double>[blocks.Count];
        var shared = new Matrix<double>[blocks.Count];
        for (int cluster = 0; cluster < blocks.Count; cluster++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ClusterBlock block = blocks.Build(cluster);
            Matrix<double> loaded = block.Variance * block.Weighted;
            Matrix<double> adjusted = type == RobustCovariance.CR2 ? Adjusted(block, loaded, inverse, middle, cancellationToken) : block.Weighted * factor;
            Matrix<double> weights = adjusted * inverse;
            Vector<double> score = weights.TransposeThisAndMultiply(block.Residuals - (block.X * step));
            covariance += score.OuterProduct(score);
            own[cluster] = weights.TransposeThisAndMultiply(block.Variance * weights);
            Matrix<double> byColumns = block.X.TransposeThisAndMultiply(weights);
            shared[cluster] = blocks.AreWeightedByVariance ? byColumns : loaded.TransposeThisAndMultiply(weights).Stack(byColumns);
        }

        Matrix<double> none = Matrix<double>.Build.Dense(rank, rank);
        Matrix<double> form = blocks.AreWeightedByVariance ? -inverse : none.Append(-inverse).Stack((-inverse).Append(middle));
        return new ClusterSandwich(covariance, own, shared, form);
    }

    /// <summary>Sums over clusters of which scores are known; CR0 or CR1.</summary>
    /// <param name="clusters">The clusters, two at least.</param>
    /// <param name="rank">The number of working columns.</param>
    /// <param name="type">The estimate.</param>
    public static ClusterSandwich Of(ClusterScore[] clusters, int rank, RobustCovariance type)
    {
        Matrix<double> normal = Matrix<double>.Build.Dense(rank, rank);
        Vector<double> right = Vector<double>.Build.Dense(rank);
        foreach (ClusterScore cluster in clusters)
        {
            normal += cluster.Information;
            right += cluster.Score;
        }

        Matrix<double> inverse = normal.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(rank));
        Vector<double> estimate = inverse * right;
        double factor = Factor(type, clusters.Length);
        Matrix<double> covariance = Matrix<double>.Build.Dense(rank, rank);
        var own = new Matrix<double>[clusters.Length];
        var shared = new Matrix<double>[clusters.Length];
        for (int cluster = 0; cluster < clusters.Length; cluster++)
        {
            Vector<double> score = factor * (inverse * (clusters[cluster].Score - (clusters[cluster].Information * estimate)));
            covariance += score.OuterProduct(score);
            shared[cluster] = factor * (clusters[cluster].Information * inverse);
            own[cluster] = factor * (inverse * shared[cluster]);
        }

        return new ClusterSandwich(covariance, own, shared, -inverse);
    }

    /// <summary>The denominator degrees of freedom of F for functions of the working coefficients, and the factor of F: Hotelling's T² with the moments of the estimated covariance matrix.</summary>
    /// <remarks>Zhang's approximation (Pustejovsky &amp; Tipton 2018, equation 15); for one function that of Satterthwaite.</remarks>
    public (double DegreesOfFreedom, double Scale) Joint(double[][] functions)
    {
        int count = functions.Length;
        Matrix<double> columns = Matrix<double>.Build.DenseOfColumnArrays(functions);
        Matrix<double> expected = Matrix<double>.Build.Dense(count, count);
        for (int cluster = 0; cluster < _own.Length; cluster++)
        {
            expected += Own(cluster, columns) + Together(cluster, columns);
        }

        columns *= InverseRoot(expected, CancellationToken.None);
        int width = _form.RowCount;
        var sums = new Matrix<double>[count, count];
        double total = 0;
        for (int first = 0; first < count; first++)
        {
            for (int second = 0; second < count; second++)
            {
                sums[first, second] = Matrix<double>.Build.Dense(width, width);
            }
        }

        for (int cluster = 0; cluster < _own.Length; cluster++)
        {
            Matrix<double> shares = _shared[cluster] * columns;
            Matrix<double> together = Together(cluster, columns);
            Matrix<double> all = Own(cluster, columns) + together;
            for (int first = 0; first < count; first++)
            {
                for (int second = 0; second < count; second++)
                {
                    sums[first, second] += shares.Column(first).OuterProduct(shares.Column(second));
                    total += (all[first, second] * all[second, first]) + (all[first, first] * all[second, second])
                        - (together[first, second] * together[second, first]) - (together[first, first] * together[second, second]);
                }
            }
        }

        for (int first = 0; first < count; first++)
        {
            for (int second = 0; second < count; second++)
            {
                Matrix<double> one = sums[first, second] * _form;
                Matrix<double> other = sums[second, first] * _form;
                total += (one * one).Trace() + (one * other).Trace();
            }
        }

        double degrees = count * (count + 1) / total;
        double denominator = degrees - count + 1;
        return (denominator, denominator > 0 ? denominator / degrees : double.NaN);
    }

    private static double Factor(RobustCovariance type, int clusters) => type == RobustCovariance.CR1 ? Math.Sqrt(clusters / (clusters - 1.0)) : 1;

    private Matrix<double> Own(int cluster, Matrix<double> functions) => functions.TransposeThisAndMultiply(_own[cluster] * functions);

    private Matrix<double> Together(int cluster, Matrix<double> functions)
    {
        Matrix<double> shares = _shared[cluster] * functions;
        return shares.TransposeThisAndMultiply(_form * shares);
    }

    // AY.
    private static Matrix<double> Adjusted(ClusterBlock block, Matrix<double> loaded, Matrix<double> inverse, Matrix<double> middle, CancellationToken cancellationToken)
    {
        Matrix<double> half = block.X * inverse;
        Matrix<double> cross = half.TransposeAndMultiply(loaded);
        Matrix<double> residual = block.Variance - cross - cross.Transpose() + (block.X * middle).TransposeAndMultiply(block.X);
        Matrix<double> lower = block.Variance.Cholesky().Factor;
        return lower * (InverseRoot(lower.TransposeThisAndMultiply(residual * lower), cancellationToken) * lower.TransposeThisAndMultiply(block.Weighted));
    }

    // Of a matrix that is positive definite on the directions that matter; zero on the others.
    private static Matrix<double> InverseRoot(Matrix<double> matrix, CancellationToken cancellationToken)
    {
        int order = matrix.RowCount;
        var eigen = new SymmetricEigen(order, cancellationToken);
        eigen.Decompose(((matrix + matrix.Transpose()) / 2).ToRowMajorArray());
        Matrix<double> vectors = Matrix<double>.Build.Dense(order, order, (row, column) => eigen.Vectors[(row * order) + column]);
        Matrix<double> scaled = vectors.MapIndexed((row, _, value) => eigen.Values[row] > AlwaysZero * eigen.Values[^1] ? value / Math.Sqrt(eigen.Values[row]) : 0);
        return vectors.TransposeThisAndMultiply(scaled);
    }
}
