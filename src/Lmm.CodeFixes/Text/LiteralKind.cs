using System.Globalization;
using System.Text;

namespace Lmm.CodeFixes.Text;

/// <summary>How the characters of a text are written in one token of a string.</summary>
internal enum LiteralKind
{
    /// <summary>Not a string: the text comes from elsewhere and cannot be changed here.</summary>
    None,

    /// <summary><c>"…"</c></summary>
    Regular,

    /// <summary><c>@"…"</c></summary>
    Verbatim,

    /// <summary><c>"""…"""</c>, on one line or several, interpolated or not.</summary>
    Raw,

    /// <summary><c>$"…"</c></summary>
    Interpolated,

    /// <summary><c>$@"…"</c></summary>
    InterpolatedVerbatim,
}

/// <summary>Tells the kinds of string tokens, and writes text as each kind needs it.</summary>
internal static class LiteralKinds
{
    /// <summary>The kind of a token.</summary>
    public static LiteralKind Of(SyntaxToken token)
    {
        switch (token.Kind())
        {
            case SyntaxKind.StringLiteralToken:
                return token.Text.StartsWith("@", StringComparison.Ordinal) ? LiteralKind.Verbatim : LiteralKind.Regular;
            case SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken:
                return LiteralKind.Raw;
            case SyntaxKind.InterpolatedStringTextToken when token.Parent?.Parent is InterpolatedStringExpressionSyntax interpolated:
                return interpolated.StringStartToken.Kind() switch
                {
                    SyntaxKind.InterpolatedStringStartToken => LiteralKind.Interpolated,
                    SyntaxKind.InterpolatedVerbatimStringStartToken => LiteralKind.InterpolatedVerbatim,
                    _ => LiteralKind.Raw,
                };
            default:
                return LiteralKind.None;
        }
    }

    /// <summary>Writes a text as a kind of string needs it. Raw strings have no escapes: what they cannot hold must be found out afterwards.</summary>
    public static string Escape(this LiteralKind kind, string text) => kind switch
    {
        LiteralKind.Regular => WithBackslashes(text),
        LiteralKind.Verbatim => WithDoubledQuotes(text),
        LiteralKind.Interpolated => WithDoubledBraces(WithBackslashes(text)),
        LiteralKind.InterpolatedVerbatim => WithDoubledBraces(WithDoubledQuotes(text)),
        _ => text,
    };

    private static string WithDoubledQuotes(string text) => text.Replace("\"", "\"\"");

    private static string WithDoubledBraces(string text) => text.Replace("{", "{{").Replace("}", "}}");

    private static string WithBackslashes(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            _ = character switch
            {
                '\\' or '"' => escaped.Append('\\').Append(character),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                < ' ' or '\u2028' or '\u2029' or '\u0085' => escaped.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
