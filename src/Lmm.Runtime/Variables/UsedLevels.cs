namespace Lmm.Variables;

/// <summary>Drops the levels of a factor that no row has, as R's <c>drop.unused.levels</c> does.</summary>
internal static class UsedLevels
{
    /// <summary>For each level, whether a row has it; negative codes stand for missing values and count for none.</summary>
    public static bool[] Find(ReadOnlySpan<int> codes, int levelCount)
    {
        bool[] used = new bool[levelCount];
        foreach (int code in codes)
        {
            if (code >= 0)
            {
                used[code] = true;
            }
        }

        return used;
    }

    /// <summary>The new code of each level that is used: its rank among them.</summary>
    public static int[] Ranks(bool[] used)
    {
        int[] ranks = new int[used.Length];
        int next = 0;
        for (int i = 0; i < used.Length; i++)
        {
            ranks[i] = used[i] ? next++ : -1;
        }

        return ranks;
    }

    /// <summary>The codes after each code c has become <c>newCodes[c]</c>; negative codes stay.</summary>
    public static int[] Recode(ReadOnlySpan<int> codes, int[] newCodes)
    {
        int[] recoded = GC.AllocateUninitializedArray<int>(codes.Length);
        for (int i = 0; i < codes.Length; i++)
        {
            recoded[i] = codes[i] < 0 ? codes[i] : newCodes[codes[i]];
        }

        return recoded;
    }
}
