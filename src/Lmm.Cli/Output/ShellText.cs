using System.Text.RegularExpressions;

namespace Lmm.Cli.Output;

/// <summary>Texts as one word of a command line, which can be copied.</summary>
internal static partial class ShellText
{
    /// <summary>The text, in quotes where a shell would take it for more than one plain word.</summary>
    public static string Of(string text) => Plain().IsMatch(text) ? text
        : OperatingSystem.IsWindows() ? $"\"{text}\""
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[\w./:\\+,=@-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
