using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax.Lexing;
using Sprache;

namespace Lmm.Formula.Syntax.Grammar;

/// <summary>The grammar's words: parsers of one token, and the two shapes in which operators chain.</summary>
internal static class TokenParsers
{
    /// <summary>One token of the kind.</summary>
    public static Parser<Token> Of(TokenKind kind) => input =>
    {
        Token token = ((TokenInput)input).Token;
        return token.Kind == kind
            ? Result.Success(token, input.Advance())
            : Result.Failure<Token>(input, "unexpected token", [kind.ToString()]);
    };

    /// <summary>One token of the kind, read as the operator.</summary>
    public static Parser<OperatorToken> Operator(TokenKind kind, FormulaOperator @operator)
        => Of(kind).Select(token => new OperatorToken(@operator, token.Span));

    /// <summary>No characters, where an operand begins that no operator joins to the one before it.</summary>
    public static Parser<OperatorToken> MissingOperator { get; } = input =>
    {
        Token token = ((TokenInput)input).Token;
        return token.BeginsOperand
            ? Result.Success(new OperatorToken(FormulaOperator.Missing, new TextSpan(token.Span.Start, 0)), input)
            : Result.Failure<OperatorToken>(input, "no operand begins here", []);
    };

    /// <summary>No characters, where no operand begins: it always succeeds, so that the tree is complete whatever the text.</summary>
    public static Parser<ExpressionSyntax> MissingOperand(bool isExplained) => input =>
    {
        var place = new TextSpan(((TokenInput)input).PreviousEnd, 0);
        return Result.Success<ExpressionSyntax>(new MissingSyntax(place, isExplained), input);
    };

    /// <summary>Operands joined by operators of one precedence, from left to right: a loop, whatever the length.</summary>
    public static Parser<ExpressionSyntax> JoinedBy(this Parser<ExpressionSyntax> operand, Parser<OperatorToken> @operator)
    {
        Parser<(OperatorToken Operator, ExpressionSyntax Operand)> next =
            from joint in @operator
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
