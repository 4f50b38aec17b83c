using Lmm.Kernels;

namespace Lmm.Benchmarks.Kernels;

/// <summary>The dense kernels at one order, and the loops of their definitions. All results are GFlop/s.</summary>
internal sealed unsafe class DenseKernels
{
    private readonly int _order;
    private readonly SymmetricMatrix _source;
    private readonly SymmetricMatrix _factor;
    private readonly SymmetricMatrix _target;

    public DenseKernels(int order)
    {
        _order = order;
        _source = new SymmetricMatrix(order);
        _factor = new SymmetricMatrix(order);
        _target = new SymmetricMatrix(order);
        var random = new Random(order);
        for (int row = 0; row < order; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double value = row == column ? 3 : (random.NextDouble() - 0.5) / Math.Sqrt(order);
                _source.Values[(row * _source.Stride) + column] = value;
                _source.Values[(column * _source.Stride) + row] = value;
            }
        }

        _source.Values.CopyTo(_factor.Values);
        if (!new DenseCholesky(1).Factor(_factor.Pointer, order, _factor.Stride))
        {
            throw new InvalidOperationException("The matrix is not positive definite.");
        }
    }

    private double Cube => (double)_order * _order * _order;

    /// <summary>Cholesky factorisation, n³/3.</summary>
    public double Cholesky(int threads)
    {
        var cholesky = new DenseCholesky(threads);
        return Rate(Cube / 3, _source, () => cholesky.Factor(_target.Pointer, _order, _target.Stride), threads);
    }

    /// <summary>The inverse from the factor, 2n³/3.</summary>
    public double Inverse(int threads)
    {
        var cholesky = new DenseCholesky(threads);
        return Rate(2 * Cube / 3, _factor, () => cholesky.Invert(_target.Pointer, _order, _target.Stride), threads);
    }

    /// <summary>Triangular solve with n right-hand sides, n³.</summary>
    public double Solve(int threads)
    {
        var solves = new TriangularSolves(threads);
        return Rate(Cube, _source, () => solves.Run(_factor.Pointer, _order, _factor.Stride, _target.Pointer, _order, _target.Stride, transposed: true), threads);
    }

    /// <summary>Symmetric update of rank n, the lower triangle: n³.</summary>
    public double Update(int threads)
    {
        var product = new MatrixProduct(threads);
        var matrix = new StridedMatrix(_source.Pointer, _source.Stride, 1);
        return Rate(Cube, _factor, () => product.Add(_order, _order, _order, matrix, matrix.Transpose, new StridedMatrix(_target.Pointer, _target.Stride, 1), -1, lowerOnly: true), threads);
    }

    /// <summary>Cholesky factorisation by three loops over rows.</summary>
    public double NaiveCholesky() => Rate(Cube / 3, _source, () => SmallMatrix.Cholesky(_target.Values, _order, _target.Stride));

    /// <summary>Triangular solve, one right-hand side after the other.</summary>
    public double NaiveSolve() => Rate(Cube, _source, () =>
    {
        for (int row = 0; row < _order; row++)
        {
            SmallMatrix.SolveLower(_factor.Values, _order, _factor.Stride, _target.Row(row, _order));
        }
    });

    /// <summary>Symmetric update by the definition.</summary>
    public double NaiveUpdate() => Rate(Cube, _factor, () =>
    {
        for (int row = 0; row < _order; row++)
        {
            Span<double> left = _source.Row(row, _order);
            Span<double> values = _target.Row(row, _order);
            for (int column = 0; column <= row; column++)
            {
                Span<double> right = _source.Row(column, _order);
                double sum = 0;
                for (int inner = 0; inner < left.Length; inner++)
                {
                    sum += left[inner] * right[inner];
                }

                values[column] -= sum;
            }
        }
    });

    // Several threads are timed by the clock, one by the processor time it takes.
    private double Rate(double operations, SymmetricMatrix from, Action work, int threads = 1)
    {
        Action prepare = () => from.Values.CopyTo(_target.Values);
        return operations / (threads == 1 ? Clock.Processor(prepare, work) : Clock.Elapsed(prepare, work)) / 1e9;
    }
}
