namespace Lmm.Faults;

/// <summary>
/// Reads the lists of faults, one text file a room. A line <c>tests: Project Name,Name</c> names tests to run, the nearest first. A fault is a line
/// <c>File.cs: code with ⟦right ⇒ wrong⟧ in it</c>, or with <c>⟦statement;⟧</c> for a statement that is dropped, and ¶ where a line ends; below it, indented, may stand
/// <c>because: …</c>, why no test can catch it.
/// </summary>
internal static class FaultList
{
    /// <summary>All faults, in the order of rooms' names.</summary>
    public static Fault[] Read(string folder)
    {
        List<Fault> faults = [];
        foreach (string path in Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        {
            string[] lines = File.ReadAllLines(path);
            var room = new Room(Path.GetFileNameWithoutExtension(path), [.. lines.Where(static line => line.StartsWith("tests: ", StringComparison.Ordinal)).Select(static line => TestStep.Parse(line[7..]))]);
            foreach (string line in lines)
            {
                if (line.StartsWith("  because: ", StringComparison.Ordinal))
                {
                    faults[^1] = faults[^1] with { Reason = line[11..] };
                }
                else if (line.Contains('⟦', StringComparison.Ordinal))
                {
                    faults.Add(Parse(line, faults.Count + 1, room));
                }
                else if (line.Length > 0 && line[0] != '#' && !line.StartsWith("tests: ", StringComparison.Ordinal))
                {
                    throw new FormatException($"{path}: '{line}' is no fault.");
                }
            }
        }

        return [.. faults];
    }

    private static Fault Parse(string line, int number, Room room)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        string code = line[(colon + 2)..];
        int start = code.IndexOf('⟦', StringComparison.Ordinal);
        int end = code.IndexOf('⟧', StringComparison.Ordinal);
        string[] sides = code[(start + 1)..end].Split(" ⇒ ");
        return new Fault(number, room, line[..colon], code[..start], sides[0], sides.Length > 1 ? sides[1] : "", code[(end + 1)..], Reason: null);
    }
}
