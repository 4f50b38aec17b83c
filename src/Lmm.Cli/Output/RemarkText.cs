namespace Lmm.Cli.Output;

/// <summary>What readers have to know of a result, where the result itself is a file.</summary>
internal static class RemarkText
{
    /// <summary>Writes a line for each note.</summary>
    public static void Write(TextWriter error, IEnumerable<string> notes)
    {
        foreach (string note in notes)
        {
            error.WriteLine($"note: {note}");
        }
    }
}
