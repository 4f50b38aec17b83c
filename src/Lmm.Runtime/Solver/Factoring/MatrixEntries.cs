namespace Lmm.Solver.Factoring;

/// <summary>The entries of a matrix that are not zero, row by row. Storage grows to what has been needed.</summary>
internal sealed class MatrixEntries
{
    private int[] _rows = [];
    private int[] _columns = [];
    private double[] _values = [];

    /// <summary>The number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>The rows of the entries.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    /// <summary>The columns of the entries.</summary>
    public ReadOnlySpan<int> Columns => _columns.AsSpan(0, Count);

    /// <summary>The values of the entries.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    /// <summary>Reads a matrix of order k, row by row; its first row and column are numbered <paramref name="offset"/>.</summary>
    public void Read(ReadOnlySpan<double> matrix, int k, int offset = 0)
    {
        Count = 0;
        for (int row = 0; row < k; row++)
        {
            ReadOnlySpan<double> values = matrix.Slice(row * k, k);
            for (int column = values.IndexOfAnyExcept(0.0); column >= 0 && column < k; column++)
            {
                if (values[column] != 0)
                {
                    Add(offset + row, offset + column, values[column]);
                }
            }
        }
    }

    /// <summary>tr(PE) for these entries E and a symmetric P held as a lower triangle.</summary>
    public double Trace(ReadOnlySpan<double> triangle)
    {
        double trace = 0;
        for (int entry = 0; entry < Count; entry++)
        {
            trace += _values[entry] * triangle[FactorSums.Place(_rows[entry], _columns[entry])];
        }

        return trace;
    }

    private void Add(int row, int column, double value)
    {
        if (Count == _values.Length)
        {
            int room = Math.Max(4, 2 * Count);
            Array.Resize(ref _rows, room);
            Array.Resize(ref _columns, room);
            Array.Resize(ref _values, room);
        }

        _rows[Count] = row;
        _columns[Count] = column;
        _values[Count++] = value;
    }
}
