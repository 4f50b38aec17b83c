using Lmm.Kernels;

namespace Lmm.Influence;

/// <summary>
/// β without some rows, at the fit's θ, from what these rows alone have in the estimates. With r = W^½ times their residuals, A = W^½ times what random effects leave of their X,
/// and Q = I − W^½ZMZᵀW^½ − AVAᵀ, β changes by VAᵀQ⁻¹r, r² falls by rᵀQ⁻¹r, and V grows by VAᵀQ⁻¹AV.
/// </summary>
/// <remarks>An indicator for every row that goes has the same effect as leaving it out: Cook &amp; Weisberg, Residuals and Influence in Regression, 1982, section 3.6, for the covariance matrix I + ZΣZᵀ.</remarks>
internal sealed class GroupDeletion
{
    /// <summary>The most rows that are taken out so: their matrix has to be factored.</summary>
    public const int MostRows = 400;

    /// <summary>Where rows alone tell of a coefficient, Q is singular; nearer to that too few digits are left.</summary>
    private const double LeastPivot = 1e-6;

    private readonly EstimatedRows _rows;
    private readonly WorkingRowReader _reader;
    private readonly ModeProducts? _products;
    private readonly double[] _half;
    private double[] _system = [];
    private double[] _sides = [];

    /// <summary>Makes room, for one thread.</summary>
    public GroupDeletion(EstimatedRows rows)
    {
        _rows = rows;
        _reader = new WorkingRowReader(rows);
        _products = rows.Effects is { } effects ? new ModeProducts(effects) : null;
        _half = new double[rows.Rank * (rows.Rank + 1)];
        Change = new double[rows.Rank];
        Covariance = new double[rows.Rank * rows.Rank];
    }

    /// <summary>The working β less that without the rows, in the unit of the response.</summary>
    public double[] Change { get; }

    /// <summary>The covariance matrix over σ² of the working β without the rows, rank × rank.</summary>
    public double[] Covariance { get; }

    /// <summary>r² without the rows.</summary>
    public double ResidualSumOfSquares { get; private set; }

    /// <summary>Takes rows out; false where that leaves too few digits, or they are too many.</summary>
    public bool TryDelete(ReadOnlySpan<int> rows)
    {
        int count = rows.Length;
        if (count > MostRows || count >= _rows.DegreesOfFreedom)
        {
            return false;
        }

        int rank = _rows.Rank;
        int width = rank + 1;
        if (_system.Length < count * count)
        {
            _system = new double[count * count];
            _sides = new double[count * width];
        }

        _reader.Read(rows);
        for (int row = 0; row < count; row++)
        {
            _reader.WriteAdjusted(row, _sides.AsSpan(row * width, rank));
            _sides[(row * width) + rank] = _rows.Residuals[rows[row]];
        }

        FormSystem(count);
        if (!TryEliminate(count))
        {
            return false;
        }

        Read(count);
        return true;
    }

    private void FormSystem(int count)
    {
        int rank = _rows.Rank;
        int width = rank + 1;
        Span<double> system = _system.AsSpan(0, count * count);
        system.Clear();
        _products?.Write(_reader, count, system);
        Span<double> half = _half.AsSpan(0, rank);
        for (int row = 0; row < count; row++)
        {
            half.Clear();
            for (int inner = 0; inner < rank; inner++)
            {
                VectorProducts.Add(_sides[(row * width) + inner], _rows.FixedCovariance.AsSpan(inner * rank, rank), half);
            }

            for (int column = 0; column <= row; column++)
            {
                double hat = system[(row * count) + column] + VectorProducts.Dot(half, _sides.AsSpan(column * width, rank));
                system[(row * count) + column] = (row == column ? 1 : 0) - hat;
            }
        }
    }

    // Q = LLᵀ in place, and L⁻¹[A r].
    private bool TryEliminate(int count)
    {
        int width = _rows.Rank + 1;
        for (int row = 0; row < count; row++)
        {
            Span<double> own = _system.AsSpan(row * count, row + 1);
            Span<double> side = _sides.AsSpan(row * width, width);
            for (int column = 0; column < row; column++)
            {
                ReadOnlySpan<double> other = _system.AsSpan(column * count, column + 1);
                own[column] = (own[column] - VectorProducts.Dot(other[..column], own)) / other[column];
                VectorProducts.Add(-own[column], _sides.AsSpan(column * width, width), side);
            }

            double pivot = own[row] - VectorProducts.Dot(own[..row], own);
            if (!(pivot > LeastPivot))
            {
                return false;
            }

            own[row] = Math.Sqrt(pivot);
            for (int column = 0; column < width; column++)
            {
                side[column] /= own[row];
            }
        }

        return true;
    }

    // With B = L⁻¹A and s = L⁻¹r: VBᵀs, r² − sᵀs and V + VBᵀBV.
    private void Read(int count)
    {
        int rank = _rows.Rank;
        int width = rank + 1;
        _half.AsSpan().Clear();
        double loss = 0;
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<double> side = _sides.AsSpan(row * width, width);
            loss += side[rank] * side[rank];
            for (int column = 0; column < rank; column++)
            {
                VectorProducts.Add(side[column], side, _half.AsSpan(column * width, width));
            }
        }

        ResidualSumOfSquares = _rows.ResidualSumOfSquares - loss;
        for (int row = 0; row < rank; row++)
        {
            ReadOnlySpan<double> variance = _rows.FixedCovariance.AsSpan(row * rank, rank);
            Change[row] = 0;
            Span<double> target = Covariance.AsSpan(row * rank, rank);
            variance.CopyTo(target);
            for (int inner = 0; inner < rank; inner++)
            {
                Change[row] += variance[inner] * _half[(inner * width) + rank];
                for (int other = 0; other < rank; other++)
                {
                    VectorProducts.Add(variance[inner] * _half[(inner * width) + other], _rows.FixedCovariance.AsSpan(other * rank, rank), target);
                }
            }
        }
    }
}
