namespace Lmm.Kernels;

/// <summary>Sequences and arrays that are gone through so that the work can be stopped.</summary>
internal static class Stoppable
{
    /// <summary>The items between two looks at the token.</summary>
    public const int Stride = 1 << 12;

    /// <summary>The same items, until the token is cancelled.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<T> StoppedBy<T>(this IEnumerable<T> items, CancellationToken cancellationToken)
        => cancellationToken.CanBeCanceled ? Stopped(items, cancellationToken) : items;

    /// <summary>An array of what a function makes of each item.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TResult[] Convert<T, TResult>(T[] items, Func<T, TResult> convert, CancellationToken cancellationToken)
    {
        var results = new TResult[items.Length];
        for (int first = 0; first < items.Length; first += Stride)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int end = Math.Min(items.Length, first + Stride);
            for (int index = first; index < end; index++)
            {
                results[index] = convert(items[index]);
            }
        }

        return results;
    }

    private static IEnumerable<T> Stopped<T>(IEnumerable<T> items, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (T item in items)
        {
            if (count++ % Stride == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            yield return item;
        }
    }
}
