using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Crossing;

/// <summary>Which levels of two grouping factors occur together; found once, whatever weights and response are.</summary>
/// <param name="First">The index of the factor whose levels are the rows.</param>
/// <param name="Second">The index of the factor whose levels are the columns.</param>
/// <param name="Start">Level l of the first factor has the pairs <c>Start[l]</c> … <c>Start[l + 1]</c> − 1.</param>
/// <param name="Partner">For each pair the level of the second factor, ascending within a level of the first.</param>
/// <param name="Column">The second factor, with a code of −1 in rows that have none of its effects.</param>
internal sealed record PairPattern(int First, int Second, int[] Start, int[] Partner, FactorColumn Column)
{
    /// <summary>Finds the pairs.</summary>
    /// <param name="first">The index of the first factor.</param>
    /// <param name="order">The rows by its levels.</param>
    /// <param name="second">The index of the second factor.</param>
    /// <param name="column">The second factor, with a code of −1 in rows that have none of its effects.</param>
    /// <param name="workers">The threads to use.</param>
    public static PairPattern Of(int first, LevelOrder order, int second, FactorColumn column, Workers workers)
    {
        int[] bounds = order.Pieces();
        var counts = new int[order.LevelCount + 1];
        var partners = new List<int>[bounds.Length - 1];
        workers.Run(partners.Length, () => Unmet(column.Levels.Length), (piece, met) => partners[piece] = Collect(order, bounds[piece], bounds[piece + 1], column.Codes, met, counts, workers.CancellationToken));
        for (int level = 0; level < order.LevelCount; level++)
        {
            counts[level + 1] += counts[level];
        }

        var partner = new int[counts[^1]];
        int at = 0;
        foreach (List<int> part in partners)
        {
            part.CopyTo(partner, at);
            at += part.Count;
        }

        return new PairPattern(first, second, counts, partner, column);
    }

    /// <summary>For each level that the level <paramref name="level"/> of the first factor meets, writes the place of the pair to <paramref name="places"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Locate(int level, int[] places)
    {
        for (int pair = Start[level]; pair < Start[level + 1]; pair++)
        {
            places[Partner[pair]] = pair;
        }
    }

    private static int[] Unmet(int levelCount)
    {
        var met = new int[levelCount];
        Array.Fill(met, -1);
        return met;
    }

    // `met` holds the last level of the first factor that each level of the second was met in.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static List<int> Collect(LevelOrder order, int firstLevel, int endLevel, int[] codes, int[] met, int[] counts, CancellationToken cancellationToken)
    {
        List<int> partners = [];
        for (int level = firstLevel; level < endLevel; level++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int begin = partners.Count;
            for (int at = order.Start[level]; at < order.Start[level + 1]; at++)
            {
                int code = codes[order.Rows is null ? at : order.Rows[at]];
                if (code >= 0 && met[code] != level)
                {
                    met[code] = level;
                    partners.Add(code);
                }
            }

            partners.Sort(begin, partners.Count - begin, null);
            counts[level + 1] = partners.Count - begin;
        }

        return partners;
    }
}
