using System.Text;
using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax.Lexing;

/// <summary>Reads what stands between back-ticks (a name) or quotes (a text), with R's backslash escapes.</summary>
internal static class QuotationLexer
{
    private static readonly char[] Operators = ['~', '+', '-', '*', '/', ':', '^', '|', '(', ')', ',', '=', '%'];

    /// <summary>Reads the quotation that begins at <paramref name="start"/>; an unclosed one is reported and ends before the next operator.</summary>
    public static Token Read(string text, int start, List<FormulaDiagnostic> faults)
    {
        char quote = text[start];
        TokenKind kind = quote == '`' ? TokenKind.QuotedName : TokenKind.Text;
        var content = new StringBuilder();
        int end = start + 1;
        for (; end < text.Length && text[end] != quote; end++)
        {
            bool isEscape = text[end] == '\\' && end + 1 < text.Length;
            content.Append(isEscape ? Unescape(text[++end]) : text[end]);
        }

        if (end >= text.Length)
        {
            return ReadToOperator(kind, text, start, faults);
        }

        var span = new TextSpan(start, end + 1 - start);
        if (kind == TokenKind.QuotedName && content.Length == 0)
        {
            faults.Add(FormulaRules.MissingOperand.At(span, "between the back-ticks", "a variable's name there"));
        }

        return new Token(kind, span, content.ToString());
    }

    private static Token ReadToOperator(TokenKind kind, string text, int start, List<FormulaDiagnostic> faults)
    {
        int end = text.IndexOfAny(Operators, start + 1);
        end = end < 0 ? text.Length : end;
        while (end > start + 1 && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        string quote = text.Substring(start, 1);
        FormulaDiagnostic fault = FormulaRules.UnclosedQuotation.At(new TextSpan(start, 1), kind == TokenKind.QuotedName ? "back-tick" : "quotation mark", quote);
        faults.Add(fault.WithEdit(new FormulaEdit(new TextSpan(end, 0), quote)));
        return new Token(kind, new TextSpan(start, end - start), text.Substring(start + 1, end - start - 1));
    }

    private static char Unescape(char escaped) => escaped switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        _ => escaped,
    };
}
