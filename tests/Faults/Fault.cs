using System.Text.RegularExpressions;

namespace Lmm.Faults;

/// <summary>A small fault that somebody might make.</summary>
/// <param name="Number">Its number in all rooms' lists, from one.</param>
/// <param name="Room">The room whose tests should catch it.</param>
/// <param name="File">The name of the source file, without its folder.</param>
/// <param name="Before">The code before it that tells its place, a line's end written ¶.</param>
/// <param name="Right">The code as it is right.</param>
/// <param name="Wrong">The code as it is wrong; empty where a statement is dropped.</param>
/// <param name="After">The code after it that tells its place.</param>
/// <param name="Reason">Why no test can catch it; null where one should.</param>
internal sealed record Fault(int Number, Room Room, string File, string Before, string Right, string Wrong, string After, string? Reason)
{
    /// <summary>Finds the right code, as the group <c>right</c>, whatever the indentation.</summary>
    public Regex Pattern => new(Escaped(Before) + "(?<right>" + Escaped(Right) + ")" + Escaped(After));

    /// <summary>The fault as its list has it.</summary>
    public override string ToString() => $"{File}: {Before}⟦{Right}{(Wrong.Length == 0 ? "" : " ⇒ " + Wrong)}⟧{After}";

    private static string Escaped(string code) => string.Join(@"\s*\n\s*", code.Split('¶').Select(Regex.Escape));
}
