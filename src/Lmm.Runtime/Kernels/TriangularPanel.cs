using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lmm.Kernels;

/// <summary>Solves XLᵀ = B for a panel of rows of B that is packed like the panels of <see cref="MicroKernel"/>: 24 values, one per row, a column.</summary>
internal static unsafe class TriangularPanel
{
    /// <summary>The number of rows in a panel.</summary>
    public const int Rows = MicroKernel.Columns;

    /// <summary>Overwrites the panel's columns 0 … order − 1 with the solution.</summary>
    /// <param name="lower">L, lower triangular, row by row.</param>
    /// <param name="stride">The distance between the rows of L.</param>
    /// <param name="order">The order of L.</param>
    /// <param name="panel">B on entry, X on return: order × 24.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Solve(double* lower, nint stride, int order, double* panel)
    {
        for (int column = 0; column < order; column++)
        {
            double* row = lower + (column * stride);
            double* target = panel + (column * Rows);
            Vector512<double> x0 = Vector512.Load(target);
            Vector512<double> x1 = Vector512.Load(target + 8);
            Vector512<double> x2 = Vector512.Load(target + 16);
            double* known = panel;
            for (int inner = 0; inner < column; inner++)
            {
                Vector512<double> factor = Vector512.Create(-row[inner]);
                x0 = Vector512.FusedMultiplyAdd(factor, Vector512.Load(known), x0);
                x1 = Vector512.FusedMultiplyAdd(factor, Vector512.Load(known + 8), x1);
                x2 = Vector512.FusedMultiplyAdd(factor, Vector512.Load(known + 16), x2);
                known += Rows;
            }

            Vector512<double> pivot = Vector512.Create(row[column]);
            (x0 / pivot).Store(target);
            (x1 / pivot).Store(target + 8);
            (x2 / pivot).Store(target + 16);
        }
    }
}
