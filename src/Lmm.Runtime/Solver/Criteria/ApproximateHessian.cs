namespace Lmm.Solver.Criteria;

/// <summary>
/// A symmetric d × d matrix B − uuᵀ/s that stands for the Hessian of an objective: B has square blocks on its diagonal, one for the parameters of each
/// grouping factor, and u is what profiling out the residual variance lets all of them share.
/// </summary>
internal sealed class ApproximateHessian
{
    private readonly int[][] _blocks;
    private readonly int[] _start;
    private readonly int[] _blockOf;
    private readonly int[] _place;
    private readonly double[] _entries;
    private readonly double[] _shared;

    /// <summary>Makes room for a matrix of zeros.</summary>
    /// <param name="blocks">The parameters of each block; each parameter once.</param>
    public ApproximateHessian(int[][] blocks)
    {
        _blocks = blocks;
        _start = new int[blocks.Length];
        Count = blocks.Sum(static block => block.Length);
        _blockOf = new int[Count];
        _place = new int[Count];
        _shared = new double[Count];
        int size = 0;
        for (int block = 0; block < blocks.Length; block++)
        {
            _start[block] = size;
            size += blocks[block].Length * blocks[block].Length;
            for (int place = 0; place < blocks[block].Length; place++)
            {
                _blockOf[blocks[block][place]] = block;
                _place[blocks[block][place]] = place;
            }
        }

        _entries = new double[size];
    }

    /// <summary>d.</summary>
    public int Count { get; }

    /// <summary>The parameters of each block.</summary>
    public ReadOnlySpan<int[]> Blocks => _blocks;

    /// <summary>u, by parameter.</summary>
    public Span<double> Shared => _shared;

    /// <summary>s.</summary>
    public double Divisor { get; set; } = 1;

    /// <summary>A block of B, row by row.</summary>
    public Span<double> Block(int block) => _entries.AsSpan(_start[block], _blocks[block].Length * _blocks[block].Length);

    /// <summary>The element of B for two parameters of one block.</summary>
    public ref double Within(int first, int second) => ref Block(_blockOf[first])[(_place[first] * _blocks[_blockOf[first]].Length) + _place[second]];

    /// <summary>An element of the diagonal.</summary>
    public double Diagonal(int parameter) => Within(parameter, parameter) - (_shared[parameter] * _shared[parameter] / Divisor);

    /// <summary>Takes the values of a matrix with the same blocks.</summary>
    public void CopyFrom(ApproximateHessian other)
    {
        other._entries.CopyTo(_entries, 0);
        other._shared.CopyTo(_shared, 0);
        Divisor = other.Divisor;
    }

    /// <summary>Writes the whole matrix, d × d, row by row.</summary>
    public void CopyTo(Span<double> matrix)
    {
        for (int row = 0; row < Count; row++)
        {
            for (int column = 0; column < Count; column++)
            {
                double within = _blockOf[row] == _blockOf[column] ? Within(row, column) : 0;
                matrix[(row * Count) + column] = within - (_shared[row] * _shared[column] / Divisor);
            }
        }
    }
}
