namespace Lmm.Tests.Architecture;

/// <summary>The allowed arrows: a line per room with the rooms that it may see. A room stands below all that it sees.</summary>
internal static class ArrowTable
{
    public static IReadOnlyDictionary<string, string[]> Read()
        => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "arrows.txt"))
            .Where(static line => line.Length > 0 && line[0] != '#')
            .Select(static line => line.Split(':'))
            .ToDictionary(static parts => parts[0].Trim(), static parts => parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
