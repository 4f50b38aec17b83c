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
        return token.Kind == kind ? Result.Success(token, input.Advance()) : Failure<Token>(input);
    };

    /// <summary>One token of any of the kinds, read as the operator beside it.</summary>
    public static Parser<OperatorToken> AnyOf(params (TokenKind Kind, FormulaOperator Operator)[] operators) => input =>
    {
        Token token = ((TokenInput)input).Token;
        foreach ((TokenKind kind, FormulaOperator @operator) in operators)
        {
            if (token.Kind == kind)
            {
                return Result.Success(new OperatorToken(@operator, token.Span), input.Advance());
            }
        }

        return Failure<OperatorToken>(input);
    };

    /// <summary>The parser that the next token's kind chooses; where it chooses none, nothing is parsed.</summary>
    public static Parser<T> ByNext<T>(Func<TokenKind, Parser<T>?> choice)
        => input => choice(((TokenInput)input).Token.Kind) is { } parser ? parser(input) : Failure<T>(input);

    /// <summary>No characters, where an operand begins that no operator joins to the one before it.</summary>
    public static Parser<OperatorToken> MissingOperator { get; } = input =>
    {
        Token token = ((TokenInput)input).Token;
        return token.BeginsOperand
            ? Result.Success(new OperatorToken(FormulaOperator.Missing, new TextSpan(token.Span.Start, 0)), input)
            : Failure<OperatorToken>(input);
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

    // Failures only steer the choice between alternatives: what is wrong with a formula is told by its tree.
    private static IResult<T> Failure<T>(IInput input) => Result.Failure<T>(input, "", []);
}

/// <summary>An operator at its place.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Span">Its characters.</param>
internal readonly record struct OperatorToken(FormulaOperator Operator, TextSpan Span);
