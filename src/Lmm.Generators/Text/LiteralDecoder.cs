using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Lmm.Generators.Text;

/// <summary>Finds in a literal's source the characters of its value. What does not come out equal to the compiler's value is not mapped.</summary>
internal static class LiteralDecoder
{
    /// <summary>The source of each character of a literal; null where it cannot be told.</summary>
    public static IReadOnlyList<TextSpan>? Decode(SyntaxToken token)
    {
        string source = token.Text;
        if (token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken) || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken))
        {
            int quotes = source.Length - source.TrimStart('"').Length;
            return Align(token, quotes, source.Length - quotes);
        }

        bool isVerbatim = source.StartsWith("@", StringComparison.Ordinal);
        return Unescape(token, isVerbatim ? 2 : 1, source.Length - 1, isVerbatim, isInterpolated: false);
    }

    /// <summary>The source of each character of the text between two interpolations; null where it cannot be told.</summary>
    /// <param name="token">The text.</param>
    /// <param name="start">The token that starts the interpolated string.</param>
    public static IReadOnlyList<TextSpan>? DecodeInterpolated(SyntaxToken token, SyntaxToken start) => start.Kind() switch
    {
        SyntaxKind.InterpolatedStringStartToken => Unescape(token, 0, token.Text.Length, isVerbatim: false, isInterpolated: true),
        SyntaxKind.InterpolatedVerbatimStringStartToken => Unescape(token, 0, token.Text.Length, isVerbatim: true, isInterpolated: true),
        _ => Align(token, 0, token.Text.Length),
    };

    // Raw strings have no escapes. A value lacks of its source only blanks: the indentation, and the line breaks at both ends.
    private static List<TextSpan>? Align(SyntaxToken token, int from, int to)
    {
        var characters = new List<TextSpan>(token.ValueText.Length);
        int position = from;
        bool isMultiLine = token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken);
        if (isMultiLine)
        {
            position = token.Text.IndexOf('\n', from) + 1;
        }

        foreach (char character in token.ValueText)
        {
            while (position < to && token.Text[position] != character && char.IsWhiteSpace(token.Text[position]))
            {
                position++;
            }

            if (position >= to || token.Text[position] != character)
            {
                return null;
            }

            characters.Add(new TextSpan(token.SpanStart + position, 1));
            position++;
        }

        return characters;
    }

    private static List<TextSpan>? Unescape(SyntaxToken token, int from, int to, bool isVerbatim, bool isInterpolated)
    {
        var characters = new List<TextSpan>(token.ValueText.Length);
        var value = new StringBuilder(token.ValueText.Length);
        int position = from;
        while (position < to)
        {
            int length = EscapeSequence.Read(token.Text, position, to, isVerbatim, isInterpolated, value);
            while (characters.Count < value.Length)
            {
                characters.Add(new TextSpan(token.SpanStart + position, length));
            }

            position += length;
        }

        return value.ToString() == token.ValueText || (isInterpolated && value.ToString() == WithSingleBraces(token.ValueText)) ? characters : null;
    }

    // The token of an interpolated string's text has its escapes decoded, but its braces still doubled.
    private static string WithSingleBraces(string text) => text.Replace("{{", "{").Replace("}}", "}");
}
