using System.Runtime.CompilerServices;

namespace Lmm.Kernels;

/// <summary>The product of two dense matrices, blocked for the caches and spread over threads: C += s·A·B.</summary>
/// <remarks>One product runs at a time; nothing is allocated once the buffers have grown.</remarks>
internal sealed unsafe class MatrixProduct
{
    /// <summary>The inner dimension is worked off in slices of this depth, so that a panel of A stays in the first-level cache.</summary>
    private const int Depth = 256;

    /// <summary>A task has four panels of B, which stay in the second-level cache while its panels of A pass by.</summary>
    private const int ColumnsPerTask = 4 * MicroKernel.Columns;

    /// <summary>Half as many rows of A again as columns of B: enough work for a task, and tasks enough for all threads.</summary>
    private const int RowsPerTask = 18 * MicroKernel.Rows;

    private const int PanelsPerPacking = 8;

    /// <summary>Products with fewer operations than this run on one thread.</summary>
    private const double ParallelThreshold = 4e6;

    private readonly AlignedBuffer _packedA = new();
    private readonly AlignedBuffer _packedB = new();
    private readonly ParallelOptions _options;
    private readonly Action<int> _pack;
    private readonly Action<int> _multiply;
    private int _m;
    private int _n;
    private int _depth;
    private StridedMatrix _a;
    private StridedMatrix _b;
    private StridedMatrix _c;
    private double _sign;
    private bool _lowerOnly;

    /// <summary>Makes room for products.</summary>
    /// <param name="maximumThreads">The most threads to use.</param>
    /// <param name="cancellationToken">Stops a product between tasks, which leaves C half done.</param>
    public MatrixProduct(int maximumThreads, CancellationToken cancellationToken = default)
    {
        _options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, maximumThreads), CancellationToken = cancellationToken };
        _pack = Pack;
        _multiply = Multiply;
    }

    private int RowPanels => (_m + MicroKernel.Rows - 1) / MicroKernel.Rows;

    private int ColumnPanels => (_n + MicroKernel.Columns - 1) / MicroKernel.Columns;

    private int RowTasks => (_m + RowsPerTask - 1) / RowsPerTask;

    private int ColumnTasks => (_n + ColumnsPerTask - 1) / ColumnsPerTask;

    private int PackingsOfA => (RowPanels + PanelsPerPacking - 1) / PanelsPerPacking;

    /// <summary>Adds the product of A (m × k) and B (k × n) to C (m × n, row by row).</summary>
    /// <param name="m">The rows of A and C.</param>
    /// <param name="n">The columns of B and C.</param>
    /// <param name="k">The inner dimension.</param>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C; its columns are adjacent.</param>
    /// <param name="sign">s, 1 or −1.</param>
    /// <param name="lowerOnly">True when only the lower triangle of C is wanted; what is above the diagonal then is undefined.</param>
    public void Add(int m, int n, int k, StridedMatrix a, StridedMatrix b, StridedMatrix c, double sign, bool lowerOnly = false)
    {
        if (m == 0 || n == 0)
        {
            return;
        }

        (_m, _n, _c, _sign, _lowerOnly) = (m, n, c, sign, lowerOnly);
        _packedA.Reserve((long)RowPanels * MicroKernel.Rows * Math.Min(k, Depth));
        _packedB.Reserve((long)ColumnPanels * MicroKernel.Columns * Math.Min(k, Depth));
        bool isParallel = _options.MaxDegreeOfParallelism > 1 && 2.0 * m * n * Math.Min(k, Depth) > ParallelThreshold;
        for (int first = 0; first < k; first += Depth)
        {
            _depth = Math.Min(Depth, k - first);
            _a = a.From(0, first);
            _b = b.From(first, 0);
            Run(PackingsOfA + ColumnPanels, _pack, isParallel);
            Run(ColumnTasks * RowTasks, _multiply, isParallel);
        }
    }

    private void Run(int count, Action<int> task, bool isParallel)
    {
        if (isParallel)
        {
            Parallel.For(0, count, _options, task);
            return;
        }

        for (int index = 0; index < count; index++)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            task(index);
        }
    }

    // Eight panels of A or, after those, one of B.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(int task)
    {
        if (task >= PackingsOfA)
        {
            int column = (task - PackingsOfA) * MicroKernel.Columns;
            Packing.Panel(_b.From(0, column).Transpose, Math.Min(MicroKernel.Columns, _n - column), _depth, MicroKernel.Columns, _packedB.Pointer + ((nint)column * _depth));
            return;
        }

        const int Rows = PanelsPerPacking * MicroKernel.Rows;
        for (int row = task * Rows; row < Math.Min(_m, (task + 1) * Rows); row += MicroKernel.Rows)
        {
            Packing.Panel(_a.From(row, 0), Math.Min(MicroKernel.Rows, _m - row), _depth, MicroKernel.Rows, _packedA.Pointer + ((nint)row * _depth));
        }
    }

    // A few panels of A with a few panels of B.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(int task)
    {
        double* tile = stackalloc double[MicroKernel.Rows * MicroKernel.Columns];
        int begin = task / RowTasks * ColumnsPerTask;
        int end = Math.Min(_n, begin + ColumnsPerTask);
        int firstRow = task % RowTasks * RowsPerTask;
        int endRow = Math.Min(_m, firstRow + RowsPerTask);
        for (int row = _lowerOnly ? Math.Max(firstRow, begin / MicroKernel.Rows * MicroKernel.Rows) : firstRow; row < endRow; row += MicroKernel.Rows)
        {
            for (int column = begin; column < end; column += MicroKernel.Columns)
            {
                if (_lowerOnly && column > row + MicroKernel.Rows - 1)
                {
                    break;
                }

                double* from = _packedA.Pointer + ((nint)row * _depth);
                double* with = _packedB.Pointer + ((nint)column * _depth);
                double* to = _c.Pointer + (row * _c.RowStride) + column;
                if (row + MicroKernel.Rows <= _m && column + MicroKernel.Columns <= _n)
                {
                    MicroKernel.Run(_depth, from, with, to, _c.RowStride, _sign);
                    continue;
                }

                new Span<double>(tile, MicroKernel.Rows * MicroKernel.Columns).Clear();
                MicroKernel.Run(_depth, from, with, tile, MicroKernel.Columns, _sign);
                AddTile(tile, to, Math.Min(MicroKernel.Rows, _m - row), Math.Min(MicroKernel.Columns, _n - column));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTile(double* tile, double* to, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                to[(row * _c.RowStride) + column] += tile[(row * MicroKernel.Columns) + column];
            }
        }
    }
}
