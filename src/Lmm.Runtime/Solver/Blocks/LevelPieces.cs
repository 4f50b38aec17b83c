namespace Lmm.Solver.Blocks;

/// <summary>Cuts the levels of a head into pieces of about equal work, in a way that depends on the layout alone.</summary>
internal static class LevelPieces
{
    /// <summary>More pieces than threads, so that none waits long for the last.</summary>
    private const int MostPieces = 32;

    /// <summary>The operations of a piece at the least: some ten microseconds, what starting a task costs.</summary>
    private const double LeastWork = 20_000;

    /// <summary>The first level of each piece, and the number of levels as the last entry.</summary>
    public static int[] Of(HeadLayout layout)
    {
        double total = 0;
        for (int level = 0; level < layout.LevelCount; level++)
        {
            total += Work(layout, level);
        }

        double target = Math.Max(LeastWork, total / MostPieces);
        List<int> bounds = [0];
        double work = 0;
        for (int level = 0; level < layout.LevelCount; level++)
        {
            if (work >= target)
            {
                bounds.Add(level);
                work = 0;
            }

            work += Work(layout, level);
        }

        bounds.Add(layout.LevelCount);
        return bounds.ToArray();
    }

    private static double Work(HeadLayout layout, int level)
    {
        double rows = layout.Rows(level) + layout.EffectCount;
        return rows * rows * layout.EffectCount;
    }
}
