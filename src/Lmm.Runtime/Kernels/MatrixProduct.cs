namespace Lmm.Kernels;

/// <summary>The product of two dense matrices, blocked for the caches and spread over threads: C += s·A·B.</summary>
internal sealed unsafe class MatrixProduct(int maximumThreads)
{
    /// <summary>The inner dimension is worked off in slices of this depth, so that a panel of A stays in the first-level cache.</summary>
    private const int Depth = 256;

    /// <summary>Four panels of B, which stay in the second-level cache while the panels of A pass by.</summary>
    private const int PanelsPerTask = 4;

    /// <summary>Products with fewer operations than this run on one thread.</summary>
    private const double ParallelThreshold = 2e6;

    private readonly AlignedBuffer packedA = new();
    private readonly AlignedBuffer packedB = new();
    private readonly ParallelOptions options = new() { MaxDegreeOfParallelism = Math.Max(1, maximumThreads) };

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

        int rowPanels = (m + MicroKernel.Rows - 1) / MicroKernel.Rows;
        int columnPanels = (n + MicroKernel.Columns - 1) / MicroKernel.Columns;
        int depth = Math.Min(k, Depth);
        packedA.Reserve((long)rowPanels * MicroKernel.Rows * depth);
        packedB.Reserve((long)columnPanels * MicroKernel.Columns * depth);
        bool isParallel = options.MaxDegreeOfParallelism > 1 && 2.0 * m * n * Math.Min(k, Depth) > ParallelThreshold;
        for (int first = 0; first < k; first += Depth)
        {
            var slice = new Slice(m, n, Math.Min(Depth, k - first), a.From(0, first), b.From(first, 0), c, sign, lowerOnly, packedA.Pointer, packedB.Pointer);
            int packTasks = (rowPanels + 7) / 8;
            int tasks = (columnPanels + PanelsPerTask - 1) / PanelsPerTask;
            if (isParallel)
            {
                Parallel.For(0, packTasks + columnPanels, options, task => slice.Pack(task, packTasks));
                Parallel.For(0, tasks, options, slice.Multiply);
                continue;
            }

            for (int task = 0; task < packTasks + columnPanels; task++)
            {
                slice.Pack(task, packTasks);
            }

            for (int task = 0; task < tasks; task++)
            {
                slice.Multiply(task);
            }
        }
    }

    /// <summary>One slice of the inner dimension.</summary>
    private sealed class Slice(int m, int n, int depth, StridedMatrix a, StridedMatrix b, StridedMatrix c, double sign, bool lowerOnly, double* packedA, double* packedB)
    {
        /// <summary>Packs eight panels of A or, after those, one of B.</summary>
        public void Pack(int task, int tasksOfA)
        {
            if (task >= tasksOfA)
            {
                int column = (task - tasksOfA) * MicroKernel.Columns;
                Packing.Panel(b.From(0, column).Transpose, Math.Min(MicroKernel.Columns, n - column), depth, MicroKernel.Columns, packedB + ((nint)column * depth));
                return;
            }

            for (int row = task * 8 * MicroKernel.Rows; row < Math.Min(m, (task + 1) * 8 * MicroKernel.Rows); row += MicroKernel.Rows)
            {
                Packing.Panel(a.From(row, 0), Math.Min(MicroKernel.Rows, m - row), depth, MicroKernel.Rows, packedA + ((nint)row * depth));
            }
        }

        /// <summary>Multiplies all of A with a few panels of B.</summary>
        public void Multiply(int task)
        {
            double* tile = stackalloc double[MicroKernel.Rows * MicroKernel.Columns];
            int begin = task * PanelsPerTask * MicroKernel.Columns;
            int end = Math.Min(n, begin + (PanelsPerTask * MicroKernel.Columns));
            int firstRow = lowerOnly ? begin / MicroKernel.Rows * MicroKernel.Rows : 0;
            for (int row = firstRow; row < m; row += MicroKernel.Rows)
            {
                for (int column = begin; column < end; column += MicroKernel.Columns)
                {
                    if (lowerOnly && column > row + MicroKernel.Rows - 1)
                    {
                        break;
                    }

                    double* from = packedA + ((nint)row * depth);
                    double* with = packedB + ((nint)column * depth);
                    double* to = c.Pointer + (row * c.RowStride) + column;
                    if (row + MicroKernel.Rows <= m && column + MicroKernel.Columns <= n)
                    {
                        MicroKernel.Run(depth, from, with, to, c.RowStride, sign);
                        continue;
                    }

                    new Span<double>(tile, MicroKernel.Rows * MicroKernel.Columns).Clear();
                    MicroKernel.Run(depth, from, with, tile, MicroKernel.Columns, sign);
                    AddTile(tile, to, Math.Min(MicroKernel.Rows, m - row), Math.Min(MicroKernel.Columns, n - column));
                }
            }
        }

        private void AddTile(double* tile, double* to, int rows, int columns)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    to[(row * c.RowStride) + column] += tile[(row * MicroKernel.Columns) + column];
                }
            }
        }
    }
}
