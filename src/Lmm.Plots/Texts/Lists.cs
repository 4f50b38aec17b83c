namespace Lmm.Plots.Texts;

/// <summary>Lists within sentences.</summary>
internal static class Lists
{
    private const int Most = 20;

    /// <summary>The items with commas between; of many the first, and how many more there are.</summary>
    public static string Of(IReadOnlyList<string> items)
        => items.Count <= Most ? string.Join(", ", items) : $"{string.Join(", ", items.Take(Most))}, and {NumberLabel.Count(items.Count - Most)} more";
}
