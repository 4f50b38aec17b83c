namespace Lmm.Formula.Syntax.Lexing;

/// <summary>How deep the grammar would recurse: measured on the tokens, before any recursion.</summary>
internal static class NestingDepth
{
    /// <summary>The index of the first token deeper than <paramref name="limit"/>; null when there is none.</summary>
    public static int? FirstBeyond(int limit, IReadOnlyList<Token> tokens)
    {
        // Brackets recurse, and so do runs of signs (- - x) and of powers (a^b^c); other operators end a run.
        var outerRuns = new Stack<int>();
        int depth = 0;
        int run = 0;
        for (int i = 0; i < tokens.Count; i++)
        {
            switch (tokens[i].Kind)
            {
                case TokenKind.Open or TokenKind.OpenCall:
                    outerRuns.Push(run);
                    run = 0;
                    depth++;
                    break;
                case TokenKind.Close when outerRuns.Count > 0:
                    depth -= run + 1;
                    run = outerRuns.Pop();
                    break;
                case TokenKind.Caret:
                case TokenKind.Plus or TokenKind.Minus when !EndsOperand(tokens, i - 1):
                    run++;
                    depth++;
                    break;
                case TokenKind.Name or TokenKind.QuotedName or TokenKind.Number or TokenKind.Text or TokenKind.Dot:
                    break;
                default:
                    depth -= run;
                    run = 0;
                    break;
            }

            if (depth > limit)
            {
                return i;
            }
        }

        return null;
    }

    private static bool EndsOperand(IReadOnlyList<Token> tokens, int index)
        => index >= 0 && tokens[index].Kind is TokenKind.Name or TokenKind.QuotedName or TokenKind.Number or TokenKind.Text or TokenKind.Dot or TokenKind.Close;
}
