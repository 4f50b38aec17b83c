using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Coordinates;

/// <summary>Writes the working columns of some rows, row by row.</summary>
internal sealed class ColumnBlock
{
    private const int RowsBetweenStops = 1024;

    private readonly double[][] _columns;
    private readonly double[] _shift;
    private readonly double[] _scale;
    private readonly RowMixing? _mixing;

    /// <summary>Makes the block for data columns and the basis that turns them into working columns.</summary>
    public ColumnBlock(double[][] columns, ColumnBasis basis)
    {
        _columns = Array.ConvertAll(basis.Kept, kept => columns[kept]);
        _shift = basis.Shift;
        _scale = basis.Scale;
        _mixing = basis.Mixing is double[] matrix ? new RowMixing(matrix, basis.Count) : null;
    }

    private ColumnBlock(ColumnBlock whole, int[] places)
    {
        _columns = Array.ConvertAll(places, place => whole._columns[place]);
        _shift = Array.ConvertAll(places, place => whole._shift[place]);
        _scale = Array.ConvertAll(places, place => whole._scale[place]);
    }

    /// <summary>The number of working columns.</summary>
    public int Count => _columns.Length;

    /// <summary>Whether working columns are mixtures of several data columns.</summary>
    public bool IsMixed => _mixing is not null;

    /// <summary>The data column that a working column is (data − <see cref="Shift"/>) · <see cref="Scale"/> of, where they are not mixed.</summary>
    public double[] Data(int column) => _columns[column];

    /// <summary>What is subtracted from the data column.</summary>
    public double Shift(int column) => _shift[column];

    /// <summary>What the data column is multiplied by after that.</summary>
    public double Scale(int column) => _scale[column];

    /// <summary>Some of the columns of a block that is not mixed.</summary>
    public ColumnBlock Part(int[] places) => new(this, places);

    /// <summary>Writes the working columns of the rows <paramref name="first"/> + 0, 1, …, or of those that <paramref name="order"/> lists from there.</summary>
    /// <param name="order">The rows in the order wanted; null for their own order.</param>
    /// <param name="first">The first position.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="target">Row r's column c goes to r·<paramref name="stride"/> + c.</param>
    /// <param name="stride">The distance between rows in <paramref name="target"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(int[]? order, int first, int count, Span<double> target, int stride)
    {
        for (int column = 0; column < _columns.Length; column++)
        {
            double shift = _shift[column];
            double scale = _scale[column];
            int to = column;
            if (order is null)
            {
                foreach (double value in _columns[column].AsSpan(first, count))
                {
                    target[to] = (value - shift) * scale;
                    to += stride;
                }
            }
            else
            {
                double[] source = _columns[column];
                foreach (int row in order.AsSpan(first, count))
                {
                    target[to] = (source[row] - shift) * scale;
                    to += stride;
                }
            }
        }

        _mixing?.Apply(count, target, stride);
    }

    /// <summary>The working columns of all rows times √w, one array a column; null weights are ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double[][] WeightedColumns(int rowCount, double[]? weights, CancellationToken cancellationToken)
    {
        double[][] result = _mixing is null ? Affine(rowCount, cancellationToken) : Mixed(rowCount, cancellationToken);
        if (weights is null)
        {
            return result;
        }

        for (int row = 0; row < rowCount; row++)
        {
            if (row % RowsBetweenStops == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            double root = Math.Sqrt(weights[row]);
            foreach (double[] column in result)
            {
                column[row] *= root;
            }
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double[][] Affine(int rowCount, CancellationToken cancellationToken)
    {
        var result = new double[Count][];
        for (int column = 0; column < Count; column++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] source = _columns[column];
            double[] target = result[column] = new double[rowCount];
            double shift = _shift[column];
            double scale = _scale[column];
            for (int row = 0; row < target.Length; row++)
            {
                target[row] = (source[row] - shift) * scale;
            }
        }

        return result;
    }

    private double[][] Mixed(int rowCount, CancellationToken cancellationToken)
    {
        const int BlockRows = 256;
        double[][] result = Affine(rowCount, cancellationToken);
        var values = new double[BlockRows * Count];
        for (int first = 0; first < rowCount; first += BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(BlockRows, rowCount - first);
            Write(null, first, count, values, Count);
            for (int row = 0; row < count; row++)
            {
                for (int column = 0; column < Count; column++)
                {
                    result[column][first + row] = values[(row * Count) + column];
                }
            }
        }

        return result;
    }
}
