using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lmm.Kernels;

/// <summary>The largest magnitude of a column, from zero or from another centre.</summary>
internal static class LargestMagnitude
{
    private const int Lanes = 8;

    /// <summary>max |x − centre|; 0 for no values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(ReadOnlySpan<double> values, double centre = 0)
    {
        Vector512<double> about = Vector512.Create(centre);
        ref double x = ref MemoryMarshal.GetReference(values);
        Vector512<double> largest0 = default, largest1 = default;
        int row = 0;
        for (; row + (2 * Lanes) <= values.Length; row += 2 * Lanes)
        {
            largest0 = Vector512.Max(largest0, Vector512.Abs(Vector512.LoadUnsafe(ref x, (nuint)row) - about));
            largest1 = Vector512.Max(largest1, Vector512.Abs(Vector512.LoadUnsafe(ref x, (nuint)(row + Lanes)) - about));
        }

        Vector512<double> largest = Vector512.Max(largest0, largest1);
        double result = 0;
        for (int lane = 0; lane < Lanes; lane++)
        {
            result = Math.Max(result, largest[lane]);
        }

        for (; row < values.Length; row++)
        {
            result = Math.Max(result, Math.Abs(values[row] - centre));
        }

        return result;
    }
}
