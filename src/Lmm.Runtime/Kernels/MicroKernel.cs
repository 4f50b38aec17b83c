using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lmm.Kernels;

/// <summary>
/// The innermost product: an 8 × 24 tile of C += s·A·B, with A and B packed. It keeps the whole tile in registers, so that each step of the
/// inner dimension costs 24 fused multiply-adds for 11 loads with 512-bit vectors.
/// </summary>
/// <remarks>The scheme is that of Goto &amp; van de Geijn, ACM Trans. Math. Softw. 34(3), 2008, and Van Zee &amp; van de Geijn, 41(3), 2015.</remarks>
internal static unsafe class MicroKernel
{
    /// <summary>The rows of a tile: A is packed in panels of so many rows, one value per row at each step.</summary>
    public const int Rows = 8;

    /// <summary>The columns of a tile: B is packed in panels of so many columns, one value per column at each step.</summary>
    public const int Columns = 24;

    /// <summary>About half of an order, in whole tiles, so that few are padded.</summary>
    public static int Half(int order) => ((order / 2) + Columns - 1) / Columns * Columns;

    /// <summary>C[i, j] += sign · Σ_k A[k, i]·B[k, j] for one whole tile; the rows of C are <paramref name="stride"/> apart.</summary>
    public static void Run(int depth, double* a, double* b, double* c, nint stride, double sign)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run512(depth, a, b, c, stride, sign);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (int row = 0; row < Rows; row += 4)
            {
                Run256(depth, a + row, b, c + (row * stride), stride, sign);
                Run256(depth, a + row, b + 12, c + (row * stride) + 12, stride, sign);
            }
        }
        else
        {
            RunScalar(depth, a, b, c, stride, sign);
        }
    }

    /// <summary>The path without vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RunScalar(int depth, double* a, double* b, double* c, nint stride, double sign)
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                double sum = 0;
                for (int step = 0; step < depth; step++)
                {
                    sum += a[(step * Rows) + row] * b[(step * Columns) + column];
                }

                c[(row * stride) + column] += sign * sum;
            }
        }
    }

    /// <summary>The path for 256-bit vectors: a quarter of a tile, 4 × 12, in twelve registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run256(int depth, double* a, double* b, double* c, nint stride, double sign)
    {
        Vector256<double> c00 = default, c01 = default, c02 = default;
        Vector256<double> c10 = default, c11 = default, c12 = default;
        Vector256<double> c20 = default, c21 = default, c22 = default;
        Vector256<double> c30 = default, c31 = default, c32 = default;
        for (int step = 0; step < depth; step++)
        {
            Vector256<double> b0 = Vector256.Load(b);
            Vector256<double> b1 = Vector256.Load(b + 4);
            Vector256<double> b2 = Vector256.Load(b + 8);
            Vector256<double> x = Vector256.Create(a[0]);
            c00 = Vector256.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
            c02 = Vector256.FusedMultiplyAdd(x, b2, c02);
            x = Vector256.Create(a[1]);
            c10 = Vector256.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
            c12 = Vector256.FusedMultiplyAdd(x, b2, c12);
            x = Vector256.Create(a[2]);
            c20 = Vector256.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector256.FusedMultiplyAdd(x, b1, c21);
            c22 = Vector256.FusedMultiplyAdd(x, b2, c22);
            x = Vector256.Create(a[3]);
            c30 = Vector256.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector256.FusedMultiplyAdd(x, b1, c31);
            c32 = Vector256.FusedMultiplyAdd(x, b2, c32);
            a += Rows;
            b += Columns;
        }

        Vector256<double> s = Vector256.Create(sign);
        Add(c, s, c00, c01, c02);
        Add(c + stride, s, c10, c11, c12);
        Add(c + (2 * stride), s, c20, c21, c22);
        Add(c + (3 * stride), s, c30, c31, c32);
    }

    private static void Add(double* c, Vector256<double> sign, Vector256<double> first, Vector256<double> second, Vector256<double> third)
    {
        Vector256.FusedMultiplyAdd(sign, first, Vector256.Load(c)).Store(c);
        Vector256.FusedMultiplyAdd(sign, second, Vector256.Load(c + 4)).Store(c + 4);
        Vector256.FusedMultiplyAdd(sign, third, Vector256.Load(c + 8)).Store(c + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run512(int depth, double* a, double* b, double* c, nint stride, double sign)
    {
        Vector512<double> c00 = default, c01 = default, c02 = default;
        Vector512<double> c10 = default, c11 = default, c12 = default;
        Vector512<double> c20 = default, c21 = default, c22 = default;
        Vector512<double> c30 = default, c31 = default, c32 = default;
        Vector512<double> c40 = default, c41 = default, c42 = default;
        Vector512<double> c50 = default, c51 = default, c52 = default;
        Vector512<double> c60 = default, c61 = default, c62 = default;
        Vector512<double> c70 = default, c71 = default, c72 = default;
        for (int step = 0; step < depth; step++)
        {
            Vector512<double> b0 = Vector512.Load(b);
            Vector512<double> b1 = Vector512.Load(b + 8);
            Vector512<double> b2 = Vector512.Load(b + 16);
            Vector512<double> x = Vector512.Create(a[0]);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            c02 = Vector512.FusedMultiplyAdd(x, b2, c02);
            x = Vector512.Create(a[1]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            c12 = Vector512.FusedMultiplyAdd(x, b2, c12);
            x = Vector512.Create(a[2]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            c22 = Vector512.FusedMultiplyAdd(x, b2, c22);
            x = Vector512.Create(a[3]);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            c32 = Vector512.FusedMultiplyAdd(x, b2, c32);
            x = Vector512.Create(a[4]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            c42 = Vector512.FusedMultiplyAdd(x, b2, c42);
            x = Vector512.Create(a[5]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            c52 = Vector512.FusedMultiplyAdd(x, b2, c52);
            x = Vector512.Create(a[6]);
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            c62 = Vector512.FusedMultiplyAdd(x, b2, c62);
            x = Vector512.Create(a[7]);
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
            c72 = Vector512.FusedMultiplyAdd(x, b2, c72);
            a += Rows;
            b += Columns;
        }

        Vector512<double> s = Vector512.Create(sign);
        Add(c, s, c00, c01, c02);
        Add(c + stride, s, c10, c11, c12);
        Add(c + (2 * stride), s, c20, c21, c22);
        Add(c + (3 * stride), s, c30, c31, c32);
        Add(c + (4 * stride), s, c40, c41, c42);
        Add(c + (5 * stride), s, c50, c51, c52);
        Add(c + (6 * stride), s, c60, c61, c62);
        Add(c + (7 * stride), s, c70, c71, c72);
    }

    private static void Add(double* c, Vector512<double> sign, Vector512<double> first, Vector512<double> second, Vector512<double> third)
    {
        Vector512.FusedMultiplyAdd(sign, first, Vector512.Load(c)).Store(c);
        Vector512.FusedMultiplyAdd(sign, second, Vector512.Load(c + 8)).Store(c + 8);
        Vector512.FusedMultiplyAdd(sign, third, Vector512.Load(c + 16)).Store(c + 16);
    }
}
