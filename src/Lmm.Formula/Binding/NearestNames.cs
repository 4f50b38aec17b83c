namespace Lmm.Formula.Binding;

/// <summary>
/// Finds the names that a misspelt one may mean, by the restricted Damerau-Levenshtein distance: insertions, deletions,
/// substitutions and swaps of neighbours (Damerau, Commun. ACM 7(3), 1964), case ignored.
/// </summary>
internal static class NearestNames
{
    private const int Most = 3;
    private const int LongestName = 64;

    /// <summary>The nearest of <paramref name="candidates"/>, the likeliest first; none when all are far off.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName)
        {
            return [];
        }

        int tolerance = Math.Max(1, name.Length / 3);
        return [.. candidates
            .Where(candidate => candidate.Length <= LongestName && Math.Abs(candidate.Length - name.Length) <= tolerance)
            .Select(candidate => (Candidate: candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.Distance <= tolerance && pair.Distance < name.Length)
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .Select(pair => pair.Candidate)
            .Take(Most)];
    }

    /// <summary>The number of edits between two texts.</summary>
    public static int Distance(string left, string right)
    {
        int[] beforeLast = new int[right.Length + 1];
        int[] last = [.. Enumerable.Range(0, right.Length + 1)];
        int[] current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substitution = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[right.Length];
    }
}
