namespace Lmm.Solver.Sparse;

/// <summary>
/// Divides the supernodes of a sparse factor into pieces that do not depend on each other, subtrees of the elimination tree, and the rest above
/// them. The division depends on the factor alone, never on the number of threads.
/// </summary>
internal sealed class FrontSchedule
{
    /// <summary>More pieces than threads, so that none waits long for the last.</summary>
    private const int MostPieces = 32;

    /// <summary>The operations of a piece at the least: some hundred microseconds, as pieces wait for their children.</summary>
    private const double LeastWork = 300_000;

    private FrontSchedule(int[][] pieces, int[] rest)
    {
        Pieces = pieces;
        Rest = rest;
    }

    /// <summary>Supernodes of whole subtrees, ascending.</summary>
    public int[][] Pieces { get; }

    /// <summary>The supernodes above the subtrees, ascending; the border is the last.</summary>
    public int[] Rest { get; }

    /// <summary>Divides a factor.</summary>
    public static FrontSchedule Of(SymbolicFactor symbolic)
    {
        var work = new double[symbolic.Count];
        double total = 0;
        for (int supernode = 0; supernode < symbolic.Border; supernode++)
        {
            double order = symbolic.FrontOrder(supernode);
            double own = 100 + (order * order * (1 + symbolic.ColumnCount(supernode)));
            total += own;
            work[supernode] += own;
            work[symbolic.Parent[supernode]] += work[supernode];
        }

        // A subtree of a good part of all work is cut at its root; small ones beside each other are taken together.
        double target = Math.Max(LeastWork, total / MostPieces);
        List<int[]> pieces = [];
        List<int> piece = [];
        List<int> rest = [];
        double sum = 0;
        for (int supernode = 0; supernode < symbolic.Count; supernode++)
        {
            if (supernode == symbolic.Border || work[supernode] > 2 * target)
            {
                rest.Add(supernode);
                continue;
            }

            piece.Add(supernode);
            bool isRoot = work[symbolic.Parent[supernode]] > 2 * target || symbolic.Parent[supernode] == symbolic.Border;
            sum += isRoot ? work[supernode] : 0;
            if (isRoot && sum >= target)
            {
                pieces.Add(piece.ToArray());
                piece.Clear();
                sum = 0;
            }
        }

        if (piece.Count > 0)
        {
            pieces.Add(piece.ToArray());
        }

        return new FrontSchedule(pieces.ToArray(), rest.ToArray());
    }
}
