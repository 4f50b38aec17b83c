using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax.Lexing;

namespace Lmm.Frame.Conditions;

/// <summary>Cuts a condition into words: names, numbers and texts by the lexer of formulas, and the comparisons that formulas lack.</summary>
internal static class ConditionLexer
{
    private const string SignsOfConditions = "<>!&|=";
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "&", "|", "="];

    /// <summary>The words, the last of kind <see cref="ConditionTokenKind.End"/>.</summary>
    /// <exception cref="ConditionException">A quote is not closed, or a number is malformed.</exception>
    public static List<ConditionToken> Tokenize(string condition)
    {
        List<FormulaDiagnostic> faults = [];
        List<Token> words = new Lexer(condition, faults).Tokenize();
        if (faults.Find(fault => fault.Rule != FormulaRules.UnknownCharacter) is { } fault)
        {
            throw new ConditionException(LmmErrorCode.Condition, condition, fault.Span.Start, fault.Span.Length, fault.Message);
        }

        List<ConditionToken> tokens = [];
        int done = 0;
        foreach (Token word in words)
        {
            if (word.Span.Start < done)
            {
                continue;
            }

            done = word.Span.Start < condition.Length && SignsOfConditions.Contains(condition[word.Span.Start])
                ? AddSigns(tokens, condition, word.Span.Start)
                : Add(tokens, word);
        }

        return tokens;
    }

    private static int Add(List<ConditionToken> tokens, Token word)
    {
        if (word.Kind == TokenKind.Number && tokens.Count > 0 && tokens[^1] is { Kind: ConditionTokenKind.Unknown, Text: "-" or "+" } sign && sign.Span.End == word.Span.Start)
        {
            TextSpan span = new(sign.Span.Start, 1 + word.Span.Length);
            tokens[^1] = new ConditionToken(ConditionTokenKind.Number, span, sign.Text + word.Text);
            return word.Span.End;
        }

        tokens.Add(new ConditionToken(Kind(word.Kind), word.Span, word.Text));
        return word.Span.End;
    }

    // A run of signs, such as &!, is several words.
    private static int AddSigns(List<ConditionToken> tokens, string condition, int start)
    {
        int position = start;
        while (position < condition.Length && SignsOfConditions.Contains(condition[position]))
        {
            string sign = Operators.First(known => string.CompareOrdinal(condition, position, known, 0, known.Length) == 0);
            ConditionTokenKind kind = sign switch
            {
                "&" or "&&" => ConditionTokenKind.And,
                "|" or "||" => ConditionTokenKind.Or,
                "!" => ConditionTokenKind.Not,
                "=" => ConditionTokenKind.Unknown,
                _ => ConditionTokenKind.Comparison,
            };
            tokens.Add(new ConditionToken(kind, new TextSpan(position, sign.Length), sign));
            position += sign.Length;
        }

        return position;
    }

    private static ConditionTokenKind Kind(TokenKind kind) => kind switch
    {
        TokenKind.End => ConditionTokenKind.End,
        TokenKind.Name or TokenKind.QuotedName => ConditionTokenKind.Name,
        TokenKind.Number => ConditionTokenKind.Number,
        TokenKind.Text => ConditionTokenKind.Text,
        TokenKind.Open => ConditionTokenKind.Open,
        TokenKind.Close => ConditionTokenKind.Close,
        _ => ConditionTokenKind.Unknown,
    };
}
