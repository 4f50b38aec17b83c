namespace Lmm.Solver.Blocks;

/// <summary>The covariance matrix (over σ²) of all that one level's panel rows stand for, gathered into one dense matrix.</summary>
internal sealed class AncestorCovariance
{
    private double[] _values = [];
    private int _order;

    /// <summary>Makes room for a matrix of this order.</summary>
    public void Begin(int newOrder)
    {
        _order = newOrder;
        if (_values.Length < _order * _order)
        {
            _values = new double[_order * _order * 2];
        }
    }

    /// <summary>Sets an entry and its mirror image.</summary>
    public void Set(int row, int column, double value)
    {
        _values[(row * _order) + column] = value;
        _values[(column * _order) + row] = value;
    }

    /// <summary>Sets consecutive entries of a row and their mirror images.</summary>
    public void SetRow(int row, int firstColumn, ReadOnlySpan<double> entries)
    {
        for (int index = 0; index < entries.Length; index++)
        {
            Set(row, firstColumn + index, entries[index]);
        }
    }

    /// <summary>Sets a diagonal block.</summary>
    public void SetDiagonal(int first, ReadOnlySpan<double> block, int width)
    {
        for (int row = 0; row < width; row++)
        {
            SetRow(first + row, first, block.Slice(row * width, row + 1));
        }
    }

    /// <summary>product := (this matrix) · panel, for a panel of <paramref name="rows"/> × k.</summary>
    public void Multiply(ReadOnlySpan<double> panel, Span<double> product, int rows, int k)
    {
        product[..(rows * k)].Clear();
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> source = _values.AsSpan(row * _order, rows);
            Span<double> target = product.Slice(row * k, k);
            for (int inner = 0; inner < rows; inner++)
            {
                double factor = source[inner];
                for (int column = 0; column < k; column++)
                {
                    target[column] += factor * panel[(inner * k) + column];
                }
            }
        }
    }
}
