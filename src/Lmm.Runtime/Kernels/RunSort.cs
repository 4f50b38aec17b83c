namespace Lmm.Kernels;

/// <summary>Sorts many values so that the work can be stopped: runs by themselves, then two and two merged.</summary>
internal static class RunSort
{
    /// <summary>The values of a run: sorting them takes a few milliseconds.</summary>
    private const int RunLength = 1 << 16;

    /// <summary>The values in ascending order; the array is used up.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static T[] Ascending<T>(T[] values, CancellationToken cancellationToken) => Ascending(values, Comparer<T>.Default, RunLength, cancellationToken);

    /// <summary>The values in a comparer's order; the array is used up.</summary>
    /// <param name="values">The values.</param>
    /// <param name="comparer">The order.</param>
    /// <param name="runLength">The values of a run, fewer where comparing two takes longer.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static T[] Ascending<T>(T[] values, IComparer<T> comparer, int runLength, CancellationToken cancellationToken)
    {
        for (int first = 0; first < values.Length; first += runLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Sort(values, first, Math.Min(runLength, values.Length - first), comparer);
        }

        T[] merged = values.Length > runLength ? new T[values.Length] : [];
        for (long length = runLength; length < values.Length; length *= 2)
        {
            for (long first = 0; first < values.Length; first += 2 * length)
            {
                Merge(values, merged, comparer, (int)first, (int)Math.Min(values.Length, first + length), (int)Math.Min(values.Length, first + (2 * length)), cancellationToken);
            }

            (values, merged) = (merged, values);
        }

        return values;
    }

    private static void Merge<T>(T[] from, T[] to, IComparer<T> comparer, int left, int right, int end, CancellationToken cancellationToken)
    {
        int middle = right;
        for (int at = left; at < end; at++)
        {
            if (at % Stoppable.Stride == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            to[at] = right == end || (left < middle && comparer.Compare(from[left], from[right]) <= 0) ? from[left++] : from[right++];
        }
    }
}
