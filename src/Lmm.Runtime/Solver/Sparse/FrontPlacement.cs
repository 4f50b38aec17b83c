namespace Lmm.Solver.Sparse;

/// <summary>
/// Where fronts and their remainders stand on the stacks of the workers, found once. Up the tree, a front stands on the remainders of its
/// children, which its own then replaces. Down the tree, a front of the inverse stands on its parent's.
/// </summary>
internal sealed class FrontPlacement
{
    public FrontPlacement(SymbolicFactor symbolic, FrontSchedule schedule)
    {
        int workers = schedule.Pieces.Length + 1;
        Owner = new int[symbolic.Count];
        FrontAt = new long[symbolic.Count];
        RemainderAt = new long[symbolic.Count];
        InverseAt = new long[symbolic.Count];
        StackSize = new long[workers];
        Supernodes = [.. schedule.Pieces, schedule.Rest];
        for (int worker = 0; worker < workers; worker++)
        {
            foreach (int supernode in Supernodes[worker])
            {
                Owner[supernode] = worker;
            }
        }

        for (int worker = 0; worker < workers; worker++)
        {
            StackSize[worker] = Math.Max(PlaceFronts(symbolic, worker, out long end), PlaceInverses(symbolic, worker, end));
        }
    }

    /// <summary>The supernodes of each worker, ascending; the last worker has those above the pieces.</summary>
    public int[][] Supernodes { get; }

    /// <summary>The worker of each supernode.</summary>
    public int[] Owner { get; }

    /// <summary>Where on its worker's stack each front stands.</summary>
    public long[] FrontAt { get; }

    /// <summary>Where its remainder is put when the front is done.</summary>
    public long[] RemainderAt { get; }

    /// <summary>Where each front of the inverse stands; the remainders of roots stay.</summary>
    public long[] InverseAt { get; }

    /// <summary>The number of values of each worker's stack.</summary>
    public long[] StackSize { get; }

    private long PlaceFronts(SymbolicFactor symbolic, int worker, out long end)
    {
        long most = 0;
        end = 0;
        var waiting = new Stack<int>();
        foreach (int supernode in Supernodes[worker])
        {
            FrontAt[supernode] = end;
            most = Math.Max(most, end + Square(symbolic.FrontOrder(supernode)));
            while (waiting.TryPeek(out int child) && symbolic.Parent[child] == supernode)
            {
                end = RemainderAt[waiting.Pop()];
            }

            RemainderAt[supernode] = end;
            end += Square(symbolic.RowCount(supernode));
            waiting.Push(supernode);
        }

        return most;
    }

    private long PlaceInverses(SymbolicFactor symbolic, int worker, long end)
    {
        long most = 0;
        for (int at = Supernodes[worker].Length - 1; at >= 0; at--)
        {
            int supernode = Supernodes[worker][at];
            int parent = symbolic.Parent[supernode];
            InverseAt[supernode] = parent >= 0 && Owner[parent] == worker ? InverseAt[parent] + Square(symbolic.FrontOrder(parent)) : end;
            most = Math.Max(most, InverseAt[supernode] + Square(symbolic.FrontOrder(supernode)));
        }

        return most;
    }

    private static long Square(long order) => order * order;
}
