namespace Lmm.Kernels;

/// <summary>
/// The threads that a fit may use. Work is always cut into the same pieces whatever their number, and pieces never share a sum,
/// so that results do not depend on it.
/// </summary>
internal sealed class Workers
{
    private readonly ParallelOptions _options;

    public Workers(int maximumThreads, CancellationToken cancellationToken)
    {
        MaximumThreads = Math.Max(1, Math.Min(maximumThreads, Environment.ProcessorCount));
        CancellationToken = cancellationToken;
        _options = new ParallelOptions { MaxDegreeOfParallelism = MaximumThreads, CancellationToken = cancellationToken };
    }

    /// <summary>The most threads in use at one time.</summary>
    public int MaximumThreads { get; }

    /// <summary>Stops the work between pieces.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Runs the pieces 0 … count − 1 in any order.</summary>
    public void Run(int count, Action<int> piece)
    {
        if (MaximumThreads > 1 && count > 1)
        {
            Parallel.For(0, count, _options, piece);
            return;
        }

        for (int index = 0; index < count; index++)
        {
            CancellationToken.ThrowIfCancellationRequested();
            piece(index);
        }
    }

    /// <summary>Runs the ranges of so many of 0 … count − 1, the last one shorter, in any order: from the first of a range to before its end.</summary>
    public void Run(int count, int atOnce, Action<int, int> range)
        => Run((count + atOnce - 1) / atOnce, piece => range(piece * atOnce, Math.Min(count, (piece + 1) * atOnce)));

    /// <summary>Runs the pieces 0 … count − 1 in any order, each with a scratch object that it has for itself while it runs.</summary>
    public void Run<TScratch>(int count, Func<TScratch> scratch, Action<int, TScratch> piece)
    {
        if (MaximumThreads > 1 && count > 1)
        {
            Parallel.For(0, count, _options, scratch, (index, _, own) => Piece(piece, index, own), static _ => { });
            return;
        }

        TScratch single = scratch();
        for (int index = 0; index < count; index++)
        {
            CancellationToken.ThrowIfCancellationRequested();
            piece(index, single);
        }
    }

    private static TScratch Piece<TScratch>(Action<int, TScratch> piece, int index, TScratch own)
    {
        piece(index, own);
        return own;
    }
}
