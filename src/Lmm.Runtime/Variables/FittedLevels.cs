namespace Lmm.Variables;

/// <summary>Codes the factors of rows to predict by the levels of the rows that were fitted.</summary>
internal static class FittedLevels
{
    /// <summary>A factor by the levels that it had when fitted; what is none of them is kept as an unknown level, a missing one as null.</summary>
    /// <param name="column">The factor of rows to predict.</param>
    /// <param name="fitted">The factor of the rows that were fitted.</param>
    /// <param name="places">Where the rows to predict stand in their input.</param>
    public static FactorColumn Translate(FactorColumn column, FactorColumn fitted, RowPlaces places)
    {
        Dictionary<string, int> codeOfLevel = [];
        for (int code = 0; code < fitted.Levels.Length; code++)
        {
            codeOfLevel.Add(fitted.Levels[code], code);
        }

        List<string?> unknown = [];
        int[] newCodes = Array.ConvertAll(column.Levels, level =>
        {
            if (codeOfLevel.TryGetValue(level, out int code))
            {
                return code;
            }

            unknown.Add(level);
            return -unknown.Count;
        });
        unknown.Add(null);
        int missing = -unknown.Count;
        return fitted.With(Array.ConvertAll(column.Codes, code => code < 0 ? missing : newCodes[code]), [.. unknown], places);
    }

    /// <summary>The combinations of several factors by those that occurred when fitted; one that lacks a part is missing.</summary>
    /// <param name="fitted">The combinations of the rows that were fitted.</param>
    /// <param name="parts">The factors of rows to predict.</param>
    public static FactorColumn Cross(FactorColumn fitted, FactorColumn[] parts)
    {
        // Labels joined by colons can be ambiguous; the codes of the parts are not.
        Dictionary<string, int> codeOfUnknown = [];
        List<string?> unknown = [];
        int[] codes = new int[parts[0].Codes.Length];
        for (int row = 0; row < codes.Length; row++)
        {
            codes[row] = CodeOf(fitted.Crossed, parts, row);
            if (codes[row] >= 0)
            {
                continue;
            }

            string key = Key(parts, row);
            if (!codeOfUnknown.TryGetValue(key, out codes[row]))
            {
                string?[] levels = [.. parts.Select(part => part.LevelAt(row))];
                unknown.Add(levels.Contains(null) ? null : string.Join(':', levels));
                codes[row] = -unknown.Count;
                codeOfUnknown.Add(key, codes[row]);
            }
        }

        return fitted.With(codes, [.. unknown], parts[0].Places);
    }

    // Factor by factor, as the fitted ones were crossed; negative where no fitted row has the combination.
    private static int CodeOf(CrossedLevels? crossed, ReadOnlySpan<FactorColumn> parts, int row)
    {
        int fast = parts[^1].Codes[row];
        if (crossed is null || fast < 0)
        {
            return fast;
        }

        int slow = CodeOf(crossed.Slow, parts[..^1], row);
        return slow < 0 ? slow : crossed.Find(slow, fast);
    }

    private static string Key(FactorColumn[] parts, int row) => string.Join(',', parts.Select(part => part.Codes[row]));
}
