using Lmm.Crossing;
using Lmm.Solver.Blocks;

namespace Lmm.Solver.Sparse;

/// <summary>How dense the Schur complement of the heads is.</summary>
internal static class TailCoupling
{
    /// <summary>The columns that are looked at: the share of coupled ones is known to a tenth.</summary>
    private const int MostSamples = 128;

    /// <summary>The share of the tail's levels that the first head's levels couple with a level of the tail: the mean over some levels, evenly spread.</summary>
    public static double Estimate(CrossProducts products, BlockOrder order)
    {
        int head = order.Heads[0];
        OrientedPair[] below = Array.ConvertAll(order.Tail, factor => OrientedPair.Of(products, head, factor));
        OrientedPair[] above = Array.ConvertAll(order.Tail, factor => OrientedPair.Of(products, factor, head));
        int[][] mark = Array.ConvertAll(order.Tail, factor => new int[products.Factors[factor].LevelCount]);
        int total = mark.Sum(static levels => levels.Length);
        int step = Math.Max(1, total / MostSamples);
        int samples = 0;
        double met = 0;
        int at = 0;
        foreach (OrientedPair pair in above)
        {
            for (int level = 0; level + 1 < pair.Start.Length; level++, at++)
            {
                if (at % step == 0)
                {
                    samples++;
                    met += Count(pair, level, below, mark, samples, total);
                }
            }
        }

        return met / samples / total;
    }

    // Where the levels of crossed factors are few, all are met soon.
    private static int Count(OrientedPair pair, int level, OrientedPair[] below, int[][] mark, int stamp, int total)
    {
        int count = 0;
        for (int at = pair.Start[level]; at < pair.Start[level + 1] && count < total; at++)
        {
            int partner = pair.Partner[at];
            for (int factor = 0; factor < below.Length; factor++)
            {
                for (int index = below[factor].Start[partner]; index < below[factor].Start[partner + 1]; index++)
                {
                    int other = below[factor].Partner[index];
                    count += mark[factor][other] == stamp ? 0 : 1;
                    mark[factor][other] = stamp;
                }
            }
        }

        return count;
    }
}
