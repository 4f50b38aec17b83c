using Lmm.Kernels;

namespace Lmm.Benchmarks.Kernels;

/// <summary>The dense kernels at one order, and the loops of their definitions. All results are GFlop/s.</summary>
internal sealed unsafe class DenseKernels
{
    private readonly int order;
    private readonly SymmetricMatrix source;
    private readonly SymmetricMatrix factor;
    private readonly SymmetricMatrix target;

    public DenseKernels(int order)
    {
        this.order = order;
        source = new SymmetricMatrix(order);
        factor = new SymmetricMatrix(order);
        target = new SymmetricMatrix(order);
        var random = new Random(order);
        for (int row = 0; row < order; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double value = row == column ? 3 : (random.NextDouble() - 0.5) / Math.Sqrt(order);
                source.Values[(row * source.Stride) + column] = value;
                source.Values[(column * source.Stride) + row] = value;
            }
        }

        source.Values.CopyTo(factor.Values);
        if (!new DenseCholesky(1).Factor(factor.Pointer, order, factor.Stride, CancellationToken.None))
        {
            throw new InvalidOperationException("The matrix is not positive definite.");
        }
    }

    private double Cube => (double)order * order * order;

    /// <summary>Cholesky factorisation, n³/3.</summary>
    public double Cholesky(int threads)
    {
        var cholesky = new DenseCholesky(threads);
        return Rate(Cube / 3, source, () => cholesky.Factor(target.Pointer, order, target.Stride, CancellationToken.None), threads);
    }

    /// <summary>The inverse from the factor, 2n³/3.</summary>
    public double Inverse(int threads)
    {
        var cholesky = new DenseCholesky(threads);
        return Rate(2 * Cube / 3, factor, () => cholesky.Invert(target.Pointer, order, target.Stride), threads);
    }

    /// <summary>Triangular solve with n right-hand sides, n³.</summary>
    public double Solve(int threads)
    {
        var solves = new TriangularSolves(threads);
        return Rate(Cube, source, () => solves.Run(factor.Pointer, order, factor.Stride, target.Pointer, order, target.Stride, transposed: true), threads);
    }

    /// <summary>Symmetric update of rank n, the lower triangle: n³.</summary>
    public double Update(int threads)
    {
        var product = new MatrixProduct(threads);
        var matrix = new StridedMatrix(source.Pointer, source.Stride, 1);
        return Rate(Cube, factor, () => product.Add(order, order, order, matrix, matrix.Transpose, new StridedMatrix(target.Pointer, target.Stride, 1), -1, lowerOnly: true), threads);
    }

    /// <summary>Cholesky factorisation by three loops over rows.</summary>
    public double NaiveCholesky() => Rate(Cube / 3, source, () => SmallMatrix.Cholesky(target.Values, order, target.Stride));

    /// <summary>Triangular solve, one right-hand side after the other.</summary>
    public double NaiveSolve() => Rate(Cube, source, () =>
    {
        for (int row = 0; row < order; row++)
        {
            SmallMatrix.SolveLower(factor.Values, order, factor.Stride, target.Row(row, order));
        }
    });

    /// <summary>Symmetric update by the definition.</summary>
    public double NaiveUpdate() => Rate(Cube, factor, () =>
    {
        for (int row = 0; row < order; row++)
        {
            Span<double> left = source.Row(row, order);
            Span<double> values = target.Row(row, order);
            for (int column = 0; column <= row; column++)
            {
                Span<double> right = source.Row(column, order);
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
        Action prepare = () => from.Values.CopyTo(target.Values);
        return operations / (threads == 1 ? Clock.Processor(prepare, work) : Clock.Elapsed(prepare, work)) / 1e9;
    }
}
