namespace Lmm.Kernels;

/// <summary>Solves with a triangular matrix from the right, the rows of the right-hand side shared out over threads; results do not depend on their number.</summary>
internal sealed unsafe class TriangularSolves
{
    /// <summary>Solves with fewer operations than this run on one thread.</summary>
    private const double ParallelThreshold = 2e6;

    private readonly TriangularSolve[] _solvers;
    private readonly ParallelOptions _options;
    private readonly Action<int> _solve;
    private double* _lower;
    private double* _b;
    private int _order;
    private int _rows;
    private nint _stride;
    private nint _bStride;
    private bool _isTransposed;

    public TriangularSolves(int maximumThreads, CancellationToken cancellationToken = default)
    {
        _options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, maximumThreads), CancellationToken = cancellationToken };
        _solvers = new TriangularSolve[_options.MaxDegreeOfParallelism];
        for (int index = 0; index < _solvers.Length; index++)
        {
            _solvers[index] = new TriangularSolve(cancellationToken);
        }

        _solve = Solve;
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
        _lower = lower;
        _b = b;
        (_order, _stride, _rows, _bStride, _isTransposed) = (order, stride, rows, bStride, transposed);
        if (_solvers.Length > 1 && (double)rows * order * order > ParallelThreshold)
        {
            Parallel.For(0, _solvers.Length, _options, _solve);
            return;
        }

        Solve(_solvers[0], 0, rows);
    }

    private void Solve(int share)
    {
        int panels = (_rows + TriangularPanel.Rows - 1) / TriangularPanel.Rows;
        int first = Math.Min(_rows, panels * share / _solvers.Length * TriangularPanel.Rows);
        Solve(_solvers[share], first, Math.Min(_rows, panels * (share + 1) / _solvers.Length * TriangularPanel.Rows));
    }

    private void Solve(TriangularSolve solver, int first, int end)
    {
        if (_isTransposed)
        {
            solver.SolveTransposed(_lower, _order, _stride, _b + (first * _bStride), end - first, _bStride);
        }
        else
        {
            solver.Solve(_lower, _order, _stride, _b + (first * _bStride), end - first, _bStride);
        }
    }
}
