using System.Globalization;
using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax.Lexing;

/// <summary>Reads numbers: digits with a decimal point, an exponent and R's suffix L.</summary>
internal static class NumberLexer
{
    /// <summary>Reads the number that begins at <paramref name="start"/>; a malformed one is reported.</summary>
    public static Token Read(string text, int start, List<FormulaDiagnostic> faults)
    {
        int end = Digits(text, start);
        if (end < text.Length && text[end] == '.')
        {
            end = Digits(text, end + 1);
        }

        end = Exponent(text, end);
        if (end < text.Length && text[end] == 'L')
        {
            end++;
        }

        int wellFormed = end;
        for (int length = 1; length > 0 && end < text.Length; end += length)
        {
            length = CharacterClass.NamePartLength(text, end);
        }

        var span = new TextSpan(start, end - start);
        string number = text.Substring(start, span.Length);
        if (end > wellFormed || !IsFinite(number))
        {
            faults.Add(FormulaRules.MalformedNumber.At(span, number));
            return new Token(TokenKind.Unknown, span, number);
        }

        return new Token(TokenKind.Number, span, number);
    }

    /// <summary>The value of a well-formed number's characters.</summary>
    public static double Value(string number) => double.Parse(number.TrimEnd('L'), NumberStyles.Float, CultureInfo.InvariantCulture);

    // The .NET Framework throws where newer frameworks give an infinity.
    private static bool IsFinite(string number)
        => double.TryParse(number.TrimEnd('L'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsInfinity(value);

    private static int Digits(string text, int position)
    {
        while (position < text.Length && CharacterClass.IsDigit(text[position]))
        {
            position++;
        }

        return position;
    }

    private static int Exponent(string text, int position)
    {
        if (position >= text.Length || text[position] is not ('e' or 'E'))
        {
            return position;
        }

        int digits = position + 1;
        if (digits < text.Length && text[digits] is '+' or '-')
        {
            digits++;
        }

        int end = Digits(text, digits);
        return end > digits ? end : position;
    }
}
