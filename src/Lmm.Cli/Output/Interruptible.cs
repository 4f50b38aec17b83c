namespace Lmm.Cli.Output;

/// <summary>Work that is given up when it is to stop and does not, such as reading a pipe that nobody writes to.</summary>
/// <param name="work">The work.</param>
/// <param name="cancellationToken">Stops it.</param>
internal sealed class Interruptible(Func<int> work, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Task<int> _run = Task.Run(work, CancellationToken.None);

    /// <summary>Waits for the end of the work.</summary>
    /// <param name="patience">The longest time to wait.</param>
    /// <returns>True when the work is over.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped, or is to stop and does not.</exception>
    public bool EndsWithin(TimeSpan patience)
    {
        WaitHandle end = ((IAsyncResult)_run).AsyncWaitHandle;
        int first = WaitHandle.WaitAny([end, cancellationToken.WaitHandle], patience);
        if (first == WaitHandle.WaitTimeout)
        {
            return false;
        }

        return first == 0 || end.WaitOne(Grace) ? true : throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Waits for the result, and throws what the work threw.</summary>
    /// <exception cref="OperationCanceledException">The work was stopped, or is to stop and does not.</exception>
    public int Result()
    {
        EndsWithin(Timeout.InfiniteTimeSpan);
        return _run.GetAwaiter().GetResult();
    }
}
