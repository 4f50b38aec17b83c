using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax.Lexing;

namespace Lmm.Formula.Syntax.Grammar;

/// <summary>The grammar's words for operators and their operands.</summary>
internal static class TokenRules
{
    /// <summary>One token of the kind, read as an operator.</summary>
    public static Rule<OperatorToken> Operator(TokenKind kind, FormulaOperator @operator) =>
        from token in Rule.Of(kind)
        select new OperatorToken(@operator, token.Span);

    /// <summary>No characters, where an operand begins that no operator joins to the one before it.</summary>
    public static Rule<OperatorToken> MissingOperator(Token operand)
        => Rule.Return(new OperatorToken(FormulaOperator.Missing, new TextSpan(operand.Span.Start, 0)));

    /// <summary>No characters, where no operand begins.</summary>
    public static Rule<ExpressionSyntax> MissingOperand(Token next, bool isExplained)
        => Rule.Return<ExpressionSyntax>(new MissingSyntax(new TextSpan(next.PreviousEnd, 0), isExplained));

    /// <summary>Operands joined by operators of one precedence, from left to right: a loop, whatever the length.</summary>
    public static Rule<ExpressionSyntax> JoinedBy(this Rule<ExpressionSyntax> operand, Func<Token, Rule<OperatorToken>?> @operator)
    {
        Rule<(OperatorToken Operator, ExpressionSyntax Operand)> next =
            from joint in Rule.ByNext(@operator)
            from right in operand
            select (joint, right);

        return
            from first in operand
            from others in next.Many()
            select others.Aggregate(first, (left, other) => new BinarySyntax(left, other.Operator.Span, other.Operator.Operator, other.Operand));
    }
}

/// <summary>An operator at its place.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Span">Its characters.</param>
internal readonly record struct OperatorToken(FormulaOperator Operator, TextSpan Span);
