namespace Lmm.Crossing;

/// <summary>The levels of two sets of rows: those of the first, then those that only the second has.</summary>
internal sealed class LevelUnion
{
    public LevelUnion(string[] first, string[] second)
    {
        var places = new Dictionary<string, int>(first.Length + second.Length, StringComparer.Ordinal);
        List<string> names = new(first.Length + second.Length);
        First = Place(first, places, names);
        Second = Place(second, places, names);
        Names = names.ToArray();
    }

    /// <summary>All levels.</summary>
    public string[] Names { get; }

    /// <summary>For each level of the first set its place in <see cref="Names"/>.</summary>
    public int[] First { get; }

    /// <summary>For each level of the second set its place in <see cref="Names"/>.</summary>
    public int[] Second { get; }

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
