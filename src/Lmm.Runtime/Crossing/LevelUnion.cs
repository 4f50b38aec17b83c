namespace Lmm.Crossing;

/// <summary>The levels of several sets of rows: those of the first, then those that only later ones have.</summary>
internal sealed class LevelUnion
{
    public LevelUnion(string[][] sets)
    {
        var places = new Dictionary<string, int>(sets.Max(static levels => levels.Length), StringComparer.Ordinal);
        List<string> names = [];
        Places = Array.ConvertAll(sets, levels => Place(levels, places, names));
        Names = [.. names];
    }

    /// <summary>All levels.</summary>
    public string[] Names { get; }

    /// <summary>For each set and each of its levels the place in <see cref="Names"/>.</summary>
    public int[][] Places { get; }

    private static int[] Place(string[] levels, Dictionary<string, int> places, List<string> names)
    {
        var result = new int[levels.Length];
        for (int level = 0; level < levels.Length; level++)
        {
            if (!places.TryGetValue(levels[level], out int place))
            {
                place = names.Count;
                places.Add(levels[level], place);
                names.Add(levels[level]);
            }

            result[level] = place;
        }

        return result;
    }
}
