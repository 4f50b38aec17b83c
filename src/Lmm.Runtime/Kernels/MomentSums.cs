using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lmm.Kernels;

/// <summary>Weighted sums of a column's deviations from a value, in sixteen interleaved parts whatever the width of the machine's vectors.</summary>
internal static class MomentSums
{
    private const int Lanes = 8;

    /// <summary>Σw(x − shift), Σw(x − shift)² and Σw; null weights are ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Sum, double Squares, double Total) About(double shift, ReadOnlySpan<double> column, double[]? weights)
    {
        ref double x = ref MemoryMarshal.GetReference(column);
        ref double w = ref weights is null ? ref x : ref MemoryMarshal.GetArrayDataReference(weights);
        Vector512<double> about = Vector512.Create(shift);
        Vector512<double> one = Vector512.Create(1.0);
        Vector512<double> sum0 = default, sum1 = default, squares0 = default, squares1 = default, total0 = default, total1 = default;
        int row = 0;
        for (; row + (2 * Lanes) <= column.Length; row += 2 * Lanes)
        {
            Vector512<double> weight0 = weights is null ? one : Vector512.LoadUnsafe(ref w, (nuint)row);
            Vector512<double> weight1 = weights is null ? one : Vector512.LoadUnsafe(ref w, (nuint)(row + Lanes));
            Vector512<double> gap0 = Vector512.LoadUnsafe(ref x, (nuint)row) - about;
            Vector512<double> gap1 = Vector512.LoadUnsafe(ref x, (nuint)(row + Lanes)) - about;
            Vector512<double> weighted0 = weight0 * gap0;
            Vector512<double> weighted1 = weight1 * gap1;
            sum0 += weighted0;
            sum1 += weighted1;
            squares0 = Vector512.FusedMultiplyAdd(weighted0, gap0, squares0);
            squares1 = Vector512.FusedMultiplyAdd(weighted1, gap1, squares1);
            total0 += weight0;
            total1 += weight1;
        }

        double sum = Vector512.Sum(sum0 + sum1);
        double squares = Vector512.Sum(squares0 + squares1);
        double total = Vector512.Sum(total0 + total1);
        for (; row < column.Length; row++)
        {
            double weight = weights is null ? 1 : weights[row];
            double gap = column[row] - shift;
            sum += weight * gap;
            squares += weight * gap * gap;
            total += weight;
        }

        return (sum, squares, total);
    }
}
