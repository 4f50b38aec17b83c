using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Hypotheses.Clusters;

/// <summary>Makes the blocks of clusters, one at a time.</summary>
/// <remarks>
/// The working model of a mixed model is its own, Θ = W⁻¹ + ZΛΛᵀZᵀ and Y = Θ⁻¹X; that of a linear model is rows of equal variance, Θ = I and Y = WX, as clubSandwich has
/// it. Where the weights of a cluster are equal, Θ is a multiple of the identity outside the span of [ZΛ X], and an orthonormal basis of that span
/// takes the place of the rows.
/// </remarks>
internal sealed class ClusterBlocks
{
    /// <summary>The most rows of a block: the eigenvectors of matrices of that order are needed.</summary>
    private const int MostRows = 1500;

    /// <summary>The share of a column's length outside the span of others below which it is in that span.</summary>
    private const double InSpan = 1e-12;

    private readonly ModelDesign _design;
    private readonly RowClusters _clusters;
    private readonly ColumnBlock _fixedEffects;
    private readonly double[] _residuals;
    private readonly double[][,]? _factors;
    private readonly bool _isRepresented;

    /// <summary>Takes a model.</summary>
    /// <param name="rows">The rows that count.</param>
    /// <param name="coordinates">The working columns of X.</param>
    /// <param name="clusters">The clusters.</param>
    /// <param name="coefficients">β̂ on the data's scale, NaN where it is not estimable.</param>
    /// <param name="factors">Λ of each random term on the data's scale; null for a linear model.</param>
    /// <param name="isRepresented">Whether the rows stand for others, so that only sums over them mean something.</param>
    public ClusterBlocks(EstimationDesign rows, FixedEffectsCoordinates coordinates, RowClusters clusters, IReadOnlyList<double> coefficients, double[][,]? factors, bool isRepresented)
    {
        _isRepresented = isRepresented;
        _design = rows.Design;
        _clusters = clusters;
        Rank = coordinates.Rank;
        _fixedEffects = new ColumnBlock(_design.FixedEffects.Columns, coordinates.Basis);
        _factors = factors is null ? null : [.. factors.Select((factor, term) => InUnits(factor, rows.Units.RandomTerms[term], rows.Units.RootWeight))];
        _residuals = [.. _design.Response.Values];
        for (int row = 0; _design.Offset is { } offset && row < offset.Length; row++)
        {
            _residuals[row] -= offset[row];
        }

        for (int column = 0; column < coefficients.Count; column++)
        {
            if (!double.IsNaN(coefficients[column]))
            {
                VectorProducts.Add(-Math.ScaleB(coefficients[column], rows.Units.FixedEffects[column] - rows.ResponseUnit), _design.FixedEffects.Columns[column], _residuals);
            }
        }
    }

    /// <summary>The number of clusters.</summary>
    public int Count => _clusters.Count;

    /// <summary>The number of working columns.</summary>
    public int Rank { get; }

    /// <summary>True when the estimate weights by the inverse of the working model's covariance matrix.</summary>
    public bool AreWeightedByVariance => _factors is not null || _design.Weights is null;

    /// <summary>The block of a cluster.</summary>
    /// <exception cref="ModelException">The cluster is too large.</exception>
    public ClusterBlock Build(int cluster)
    {
        int[] rows = _clusters.Rows[_clusters.Starts[cluster].._clusters.Starts[cluster + 1]];
        double[] written = new double[rows.Length * Rank];
        _fixedEffects.Write(rows, 0, rows.Length, written, Rank);
        Matrix<double> x = Matrix<double>.Build.Dense(rows.Length, Rank, (row, column) => written[(row * Rank) + column]);
        Vector<double> residuals = Vector<double>.Build.Dense(Array.ConvertAll(rows, row => _residuals[row]));
        double[] weights = _design.Weights is { } all ? Array.ConvertAll(rows, row => all[row]) : [.. Enumerable.Repeat(1.0, rows.Length)];
        Matrix<double>? effects = _factors is null ? null : Effects(rows);
        if (_isRepresented)
        {
            // Sums over rows are those over rows of equal weights that are stretched by the roots of theirs.
            double[] roots = Array.ConvertAll(weights, Math.Sqrt);
            x.MapIndexedInplace((row, _, value) => roots[row] * value);
            effects?.MapIndexedInplace((row, _, value) => roots[row] * value);
            residuals.MapIndexedInplace((row, value) => roots[row] * value);
            Array.Fill(weights, 1);
        }

        if (Array.TrueForAll(weights, weight => weight == weights[0]))
        {
            int before = effects?.ColumnCount ?? 0;
            (Matrix<double> basis, int[] spans) = Basis([.. effects?.EnumerateColumns() ?? [], .. x.EnumerateColumns()]);
            (x, residuals, effects) = (InBasis(basis, x, spans[before..]), basis.TransposeThisAndMultiply(residuals), effects is null ? null : InBasis(basis, effects, spans[..before]));
            weights = [.. Enumerable.Repeat(weights[0], basis.ColumnCount)];
        }

        if (weights.Length > MostRows)
        {
            throw ClusterFaults.TooLarge(_design.Rows.ModelName, _clusters.Name, weights.Length, MostRows);
        }

        if (effects is null)
        {
            return new ClusterBlock(Matrix<double>.Build.DenseIdentity(weights.Length), x, x.MapIndexed((row, _, value) => weights[row] * value), residuals);
        }

        Matrix<double> variance = effects.TransposeAndMultiply(effects);
        for (int row = 0; row < weights.Length; row++)
        {
            variance[row, row] += 1 / weights[row];
        }

        return new ClusterBlock(variance, x, variance.Cholesky().Solve(x), residuals);
    }

    // ZΛ of the rows: the columns of the levels that they have.
    private Matrix<double> Effects(int[] rows)
    {
        List<double[]> columns = [];
        for (int term = 0; term < _factors!.Length; term++)
        {
            RandomEffectsDesign random = _design.RandomTerms[term];
            double[,] factor = _factors[term];
            int width = factor.GetLength(0);
            var places = new Dictionary<int, int>();
            for (int row = 0; row < rows.Length; row++)
            {
                int level = random.Grouping.Codes[rows[row]];
                if (!places.TryGetValue(level, out int first))
                {
                    first = places[level] = columns.Count;
                    columns.AddRange(Enumerable.Range(0, width).Select(_ => new double[rows.Length]));
                }

                for (int effect = 0; effect < width; effect++)
                {
                    double value = random.Matrix.Columns[effect][rows[row]];
                    for (int inner = 0; value != 0 && inner <= effect; inner++)
                    {
                        columns[first + inner][row] += factor[effect, inner] * value;
                    }
                }
            }
        }

        columns.RemoveAll(static column => Array.TrueForAll(column, static value => value == 0));
        return columns.Count == 0 ? Matrix<double>.Build.Dense(rows.Length, 1) : Matrix<double>.Build.DenseOfColumnArrays(columns);
    }

    // A column has no part outside the span of those up to it: what rounding makes of it matters where groups lie far apart.
    private static Matrix<double> InBasis(Matrix<double> basis, Matrix<double> columns, int[] spans)
        => basis.TransposeThisAndMultiply(columns).MapIndexed((row, column, value) => row < spans[column] ? value : 0);

    // Gram and Schmidt, each column projected twice; and how many columns of the basis span those up to each.
    private static (Matrix<double> Basis, int[] Spans) Basis(Vector<double>[] columns)
    {
        List<Vector<double>> basis = [];
        List<int> spans = [];
        foreach (Vector<double> column in columns)
        {
            double length = column.L2Norm();
            Vector<double> left = column.Clone();
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (Vector<double> known in basis)
                {
                    left -= known * known.DotProduct(left);
                }
            }

            double outside = left.L2Norm();
            if (outside > InSpan * length)
            {
                basis.Add(left / outside);
            }

            spans.Add(basis.Count);
        }

        return (Matrix<double>.Build.DenseOfColumnVectors(basis), [.. spans]);
    }

    // Rows in units of weights and columns: Θ is in that of the inverse weights.
    private static double[,] InUnits(double[,] factor, int[] units, int rootWeight)
    {
        var scaled = (double[,])factor.Clone();
        for (int row = 0; row < units.Length; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                scaled[row, column] = Math.ScaleB(factor[row, column], units[row] + rootWeight);
            }
        }

        return scaled;
    }
}
