using System.Text;

namespace Lmm.Reading;

/// <summary>Makes a plain number of one with a typographic minus, or with no-break spaces around it.</summary>
internal static class PlainNumber
{
    private const char TypographicMinus = '\u2212';
    private static readonly char[] NoBreakSpaces = ['\u00A0', '\u2007', '\u202F'];

    /// <summary>The text without no-break spaces around it, and with a hyphen for each minus.</summary>
    public static string Of(string text) => text.Trim(NoBreakSpaces).Replace(TypographicMinus, '-');

    /// <summary>The bytes without no-break spaces around them, and with a hyphen for each minus; the same bytes where there is nothing to replace.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => MayDiffer(text) ? Encoding.UTF8.GetBytes(Of(Encoding.UTF8.GetString(text))) : text;

    /// <summary>The bytes without no-break spaces around them.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        string known = Encoding.UTF8.GetString(text);
        string trimmed = known.Trim(NoBreakSpaces);
        return trimmed.Length < known.Length ? Encoding.UTF8.GetBytes(trimmed) : text;
    }

    /// <summary>False where all characters are ASCII, so that there is nothing to replace.</summary>
    public static bool MayDiffer(ReadOnlySpan<byte> text) => !Ascii.IsValid(text);
}
