using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Lmm.Generators.Emission;

/// <summary>Writes values as C# code and as XML.</summary>
internal static class CodeText
{
    /// <summary>A text as a literal in quotes.</summary>
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A number as a literal that reads back to the same bits.</summary>
    public static string Literal(double value)
    {
        if (double.IsNaN(value))
        {
            return "double.NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        }

        // Fifteen digits read better than seventeen, and most numbers need no more.
        string text = value.ToString("G15", CultureInfo.InvariantCulture);
        if (double.Parse(text, CultureInfo.InvariantCulture) != value)
        {
            text = value.ToString("G17", CultureInfo.InvariantCulture);
        }

        return text.Contains('.') || text.Contains('E') ? text : text + ".0";
    }

    /// <summary>
    /// The items as a collection expression, which C# 12 turns into a span; it cannot leave the brackets out before a span
    /// that has <c>params</c>, as later versions can.
    /// </summary>
    public static string Collection(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    /// <summary>A text in one line, fit for documentation: blanks collapsed, markup escaped.</summary>
    public static string Xml(string text)
    {
        var escaped = new StringBuilder();
        foreach (char character in Regex.Replace(text, @"\s+", " ").Trim())
        {
            escaped.Append(character switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                < ' ' or (>= '\uD800' and <= '\uDFFF') or '\uFFFE' or '\uFFFF' => "\uFFFD",
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }

    /// <summary>A text as code in documentation.</summary>
    public static string Code(string text) => $"<c>{Xml(text)}</c>";

    /// <summary>A text in one line, fit for a comment.</summary>
    public static string Comment(string text) => Regex.Replace(text, @"\s+", " ").Trim();
}
