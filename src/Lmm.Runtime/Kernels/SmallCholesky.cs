using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lmm.Kernels;

/// <summary>
/// Cholesky factorisation of a block that fits the first-level cache, column by column from a transposed copy, so that the rows of a column
/// lie side by side.
/// </summary>
internal sealed unsafe class SmallCholesky
{
    /// <summary>The largest order.</summary>
    public const int MostOrder = 64;

    private const int Stride = MostOrder;
    private const int Lanes = 8;

    private readonly AlignedBuffer _columns = new();

    /// <summary>Overwrites the lower triangle of A (rows <paramref name="stride"/> apart) with L; false when A is not positive definite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Factor(double* a, int order, nint stride)
    {
        _columns.Reserve((long)order * Stride);
        double* work = _columns.Pointer;
        for (int row = 0; row < order; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                work[(column * Stride) + row] = a[(row * stride) + column];
            }
        }

        for (int column = 0; column < order; column++)
        {
            if (!Column(work, column, order))
            {
                return false;
            }
        }

        for (int row = 0; row < order; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                a[(row * stride) + column] = work[(column * Stride) + row];
            }
        }

        return true;
    }

    // L[:, j] = (A[:, j] − Σ_{i<j} L[:, i] L[j, i]) / L[j, j], from the vector that holds row j on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Column(double* work, int column, int order)
    {
        int first = column / Lanes * Lanes;
        double* own = work + (column * Stride);
        int at = first;
        for (; at + (3 * Lanes) < order; at += 4 * Lanes)
        {
            Vector512<double> x0 = Vector512.Load(own + at);
            Vector512<double> x1 = Vector512.Load(own + at + Lanes);
            Vector512<double> x2 = Vector512.Load(own + at + (2 * Lanes));
            Vector512<double> x3 = Vector512.Load(own + at + (3 * Lanes));
            double* before = work + at;
            double* factors = work + column;
            for (int inner = 0; inner < column; inner++)
            {
                Vector512<double> factor = Vector512.Create(-*factors);
                x0 = Vector512.FusedMultiplyAdd(factor, Vector512.Load(before), x0);
                x1 = Vector512.FusedMultiplyAdd(factor, Vector512.Load(before + Lanes), x1);
                x2 = Vector512.FusedMultiplyAdd(factor, Vector512.Load(before + (2 * Lanes)), x2);
                x3 = Vector512.FusedMultiplyAdd(factor, Vector512.Load(before + (3 * Lanes)), x3);
                before += Stride;
                factors += Stride;
            }

            x0.Store(own + at);
            x1.Store(own + at + Lanes);
            x2.Store(own + at + (2 * Lanes));
            x3.Store(own + at + (3 * Lanes));
        }

        for (; at < order; at += Lanes)
        {
            Vector512<double> x = Vector512.Load(own + at);
            for (int inner = 0; inner < column; inner++)
            {
                x = Vector512.FusedMultiplyAdd(Vector512.Create(-work[(inner * Stride) + column]), Vector512.Load(work + (inner * Stride) + at), x);
            }

            x.Store(own + at);
        }

        double pivot = own[column];
        if (!(pivot > 0) || double.IsPositiveInfinity(pivot))
        {
            return false;
        }

        double root = Math.Sqrt(pivot);
        Vector512<double> reciprocal = Vector512.Create(1 / root);
        for (at = first; at < order; at += Lanes)
        {
            (Vector512.Load(own + at) * reciprocal).Store(own + at);
        }

        own[column] = root;
        return true;
    }
}
