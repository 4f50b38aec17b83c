namespace Lmm.Kernels;

/// <summary>Solves with a triangular matrix from the right, the rows of the right-hand side shared out over threads; results do not depend on their number.</summary>
internal sealed unsafe class TriangularSolves
{
    /// <summary>Solves with fewer operations than this run on one thread.</summary>
    private const double ParallelThreshold = 2e6;

    private readonly TriangularSolve[] solvers;
    private readonly ParallelOptions options;
    private readonly Action<int> solve;
    private double* lower;
    private double* b;
    private int order;
    private int rows;
    private nint stride;
    private nint bStride;
    private bool isTransposed;

    public TriangularSolves(int maximumThreads)
    {
        options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, maximumThreads) };
        solvers = new TriangularSolve[options.MaxDegreeOfParallelism];
        for (int index = 0; index < solvers.Length; index++)
        {
            solvers[index] = new TriangularSolve();
        }

        solve = Solve;
    }

    /// <summary>B := BL⁻ᵀ, or BL⁻¹ when <paramref name="transposed"/> is false.</summary>
    /// <param name="lower">L, order n, rows <paramref name="stride"/> apart; only its lower triangle is read.</param>
    /// <param name="order">n.</param>
    /// <param name="stride">The distance between the rows of L.</param>
    /// <param name="b">B, rows × n.</param>
    /// <param name="rows">The rows of B.</param>
    /// <param name="bStride">The distance between the rows of B.</param>
    /// <param name="transposed">Whether to solve with Lᵀ.</param>
    public void Run(double* lower, int order, nint stride, double* b, int rows, nint bStride, bool transposed)
    {
        this.lower = lower;
        this.b = b;
        (this.order, this.stride, this.rows, this.bStride, isTransposed) = (order, stride, rows, bStride, transposed);
        if (solvers.Length > 1 && (double)rows * order * order > ParallelThreshold)
        {
            Parallel.For(0, solvers.Length, options, solve);
            return;
        }

        Solve(solvers[0], 0, rows);
    }

    private void Solve(int share)
    {
        int panels = (rows + TriangularPanel.Rows - 1) / TriangularPanel.Rows;
        int first = Math.Min(rows, panels * share / solvers.Length * TriangularPanel.Rows);
        Solve(solvers[share], first, Math.Min(rows, panels * (share + 1) / solvers.Length * TriangularPanel.Rows));
    }

    private void Solve(TriangularSolve solver, int first, int end)
    {
        if (isTransposed)
        {
            solver.SolveTransposed(lower, order, stride, b + (first * bStride), end - first, bStride);
        }
        else
        {
            solver.Solve(lower, order, stride, b + (first * bStride), end - first, bStride);
        }
    }
}
