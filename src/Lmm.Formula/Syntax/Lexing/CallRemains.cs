using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax.Lexing;

/// <summary>What is left of a call that a formula was copied from, such as <c>, data = d</c>: it goes in one piece.</summary>
internal static class CallRemains
{
    /// <summary>The tokens before it; a fault where there was something.</summary>
    /// <param name="text">The formula's text.</param>
    /// <param name="tokens">Its tokens, the last of kind <see cref="TokenKind.End"/>.</param>
    /// <param name="faults">Where faults go.</param>
    public static List<Token> CutOff(string text, List<Token> tokens, List<FormulaDiagnostic> faults)
    {
        int depth = 0;
        bool hasTilde = false;
        int? first = null;
        for (int i = 0; i + 2 < tokens.Count; i++)
        {
            switch (tokens[i].Kind)
            {
                case TokenKind.Open or TokenKind.OpenCall:
                    depth++;
                    break;
                case TokenKind.Close:
                    depth--;
                    break;
                case TokenKind.Tilde:
                    hasTilde = true;
                    break;
                case TokenKind.Comma when hasTilde && depth <= 0:
                    first ??= i;
                    if (tokens[i + 1].Kind != TokenKind.Name || tokens[i + 2].Kind != TokenKind.Equals)
                    {
                        break;
                    }

                    // A bracket that closes the call is of it.
                    var span = new TextSpan(tokens[first.Value].Span.Start, text.TrimEnd().Length - tokens[first.Value].Span.Start);
                    faults.RemoveAll(fault => fault.Span.Start >= span.Start);
                    faults.Add(FormulaRules.UnknownCharacter
                        .At(span, text.Substring(span.Start, span.Length), "leave it out; data, weights and the like stand beside the formula")
                        .WithEdit(new FormulaEdit(span, "")));
                    return [.. tokens.Take(first.Value), new Token(TokenKind.End, new TextSpan(span.Start, 0), "")];
            }
        }

        return tokens;
    }
}
