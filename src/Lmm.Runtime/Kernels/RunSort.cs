namespace Lmm.Kernels;

/// <summary>Sorts many values so that the work can be stopped: runs by themselves, then two and two merged.</summary>
internal static class RunSort
{
    /// <summary>The values of a run: sorting them takes a few milliseconds.</summary>
    private const int RunLength = 1 << 16;

    /// <summary>The values in ascending order; the array is used up.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static double[] Ascending(double[] values, CancellationToken cancellationToken)
    {
        for (int first = 0; first < values.Length; first += RunLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Sort(values, first, Math.Min(RunLength, values.Length - first));
        }

        double[] merged = values.Length > RunLength ? new double[values.Length] : [];
        for (long length = RunLength; length < values.Length; length *= 2)
        {
            for (long first = 0; first < values.Length; first += 2 * length)
            {
                Merge(values, merged, (int)first, (int)Math.Min(values.Length, first + length), (int)Math.Min(values.Length, first + (2 * length)), cancellationToken);
            }

            (values, merged) = (merged, values);
        }

        return values;
    }

    private static void Merge(double[] from, double[] to, int left, int right, int end, CancellationToken cancellationToken)
    {
        int middle = right;
        for (int at = left; at < end; at++)
        {
            if (at % RunLength == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            to[at] = right == end || (left < middle && from[left] <= from[right]) ? from[left++] : from[right++];
        }
    }
}
