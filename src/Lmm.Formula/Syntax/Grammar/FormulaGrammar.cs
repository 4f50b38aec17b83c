using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax.Lexing;
using static Lmm.Formula.Syntax.Grammar.Rule;
using static Lmm.Formula.Syntax.Grammar.TokenRules;

namespace Lmm.Formula.Syntax.Grammar;

/// <summary>
/// The grammar of formulas, over tokens whose brackets balance. From the loosest to the tightest: <c>~</c>, bars, <c>&amp;</c>, <c>!</c>,
/// comparisons, <c>+ -</c>, <c>* /</c>, <c>%in% %% %/%</c>, <c>:</c>, signs, <c>^</c> (R's manual page "Operator Syntax and Precedence").
/// Every alternative is decided by its next token, so that parsing takes linear time, and every place for an operand
/// accepts its absence, so that parsing cannot fail.
/// </summary>
internal static class FormulaGrammar
{
    private static readonly Rule<ExpressionSyntax> QuotedName =
        from token in Of(TokenKind.QuotedName)
        select (ExpressionSyntax)new NameSyntax(token.Span, token.Text, isQuoted: true);

    private static readonly Rule<ExpressionSyntax> Number =
        from token in Of(TokenKind.Number)
        select (ExpressionSyntax)new NumberSyntax(token.Span, NumberLexer.Value(token.Text));

    private static readonly Rule<ExpressionSyntax> Text =
        from token in Of(TokenKind.Text)
        select (ExpressionSyntax)new TextSyntax(token.Span, token.Text);

    private static readonly Rule<ExpressionSyntax> Dot =
        from token in Of(TokenKind.Dot)
        select (ExpressionSyntax)new DotSyntax(token.Span);

    private static readonly Rule<ExpressionSyntax> Bracketed =
        from open in Of(TokenKind.Open)
        from content in Later(() => Expression)
        from close in Of(TokenKind.Close)
        select (ExpressionSyntax)new BracketedSyntax(open.Span.Through(close.Span), content, !close.IsInserted);

    private static readonly Rule<(IReadOnlyList<ArgumentSyntax> Arguments, Token Close)> CallBrackets =
        from open in Of(TokenKind.OpenCall)
        from arguments in ByNext(next => next.Kind == TokenKind.Close ? NoArguments : Arguments(open.Span))
        from close in Of(TokenKind.Close)
        select (arguments, close);

    private static readonly Rule<ExpressionSyntax> NameOrCall =
        from name in Of(TokenKind.Name)
        from operand in ByNext(next => next.Kind == TokenKind.OpenCall ? CallOf(name) : NameOf(name))
        select operand;

    // Unknown characters before an operand are passed over; where none follows them, they are its place.
    private static readonly Rule<ExpressionSyntax> Operand =
        from unknown in Of(TokenKind.Unknown).Many()
        from operand in ByNext(next => next.Kind switch
        {
            TokenKind.Name => NameOrCall,
            TokenKind.QuotedName => QuotedName,
            TokenKind.Number => Number,
            TokenKind.Text => Text,
            TokenKind.Dot => Dot,
            TokenKind.Open => Bracketed,
            _ => MissingOperand(next, isExplained: unknown.Count > 0),
        })
        select operand;

    private static readonly Rule<OperatorToken> Plus = Operator(TokenKind.Plus, FormulaOperator.Plus);
    private static readonly Rule<OperatorToken> Minus = Operator(TokenKind.Minus, FormulaOperator.Minus);
    private static readonly Rule<OperatorToken> Star = Operator(TokenKind.Star, FormulaOperator.Star);
    private static readonly Rule<OperatorToken> Slash = Operator(TokenKind.Slash, FormulaOperator.Slash);
    private static readonly Rule<OperatorToken> Colon = Operator(TokenKind.Colon, FormulaOperator.Colon);
    private static readonly Rule<OperatorToken> Caret = Operator(TokenKind.Caret, FormulaOperator.Caret);
    private static readonly Rule<OperatorToken> In = Operator(TokenKind.In, FormulaOperator.In);
    private static readonly Rule<OperatorToken> Modulo = Operator(TokenKind.Modulo, FormulaOperator.Modulo);
    private static readonly Rule<OperatorToken> IntegerQuotient = Operator(TokenKind.IntegerQuotient, FormulaOperator.IntegerQuotient);
    private static readonly Rule<OperatorToken> Less = Operator(TokenKind.Less, FormulaOperator.Less);
    private static readonly Rule<OperatorToken> LessOrEqual = Operator(TokenKind.LessOrEqual, FormulaOperator.LessOrEqual);
    private static readonly Rule<OperatorToken> Greater = Operator(TokenKind.Greater, FormulaOperator.Greater);
    private static readonly Rule<OperatorToken> GreaterOrEqual = Operator(TokenKind.GreaterOrEqual, FormulaOperator.GreaterOrEqual);
    private static readonly Rule<OperatorToken> Equal = Operator(TokenKind.EqualTo, FormulaOperator.Equal);
    private static readonly Rule<OperatorToken> NotEqual = Operator(TokenKind.NotEqual, FormulaOperator.NotEqual);
    private static readonly Rule<OperatorToken> And = Operator(TokenKind.And, FormulaOperator.And);
    private static readonly Rule<OperatorToken> Not = Operator(TokenKind.Not, FormulaOperator.Not);
    private static readonly Rule<OperatorToken> Bar = Operator(TokenKind.Bar, FormulaOperator.Bar);
    private static readonly Rule<OperatorToken> DoubleBar = Operator(TokenKind.DoubleBar, FormulaOperator.DoubleBar);
    private static readonly Rule<OperatorToken> Unknown = Operator(TokenKind.Unknown, FormulaOperator.Missing);

    private static readonly Rule<ExpressionSyntax> Power =
        from @base in Operand
        from power in ByNext(next => next.Kind == TokenKind.Caret ? PowerOf(@base) : Return(@base))
        select power;

    private static readonly Rule<ExpressionSyntax> WithSign =
        from sign in ByNext(next => next.Kind switch { TokenKind.Plus => Plus, TokenKind.Minus => Minus, _ => Not })
        from operand in Later(() => Signed)
        select (ExpressionSyntax)new UnarySyntax(sign.Span, sign.Operator, operand);

    private static readonly Rule<ExpressionSyntax> Signed =
        ByNext(next => next.Kind is TokenKind.Plus or TokenKind.Minus or TokenKind.Not ? WithSign : Power);

    private static readonly Rule<ExpressionSyntax> Interaction =
        Signed.JoinedBy(next => next.Kind == TokenKind.Colon ? Colon : null);

    private static readonly Rule<ExpressionSyntax> Nested =
        Interaction.JoinedBy(next => next.Kind switch { TokenKind.In => In, TokenKind.Modulo => Modulo, TokenKind.IntegerQuotient => IntegerQuotient, _ => null });

    private static readonly Rule<ExpressionSyntax> Crossed =
        Nested.JoinedBy(next => next.Kind switch { TokenKind.Star => Star, TokenKind.Slash => Slash, _ => null });

    private static readonly Rule<ExpressionSyntax> Sum =
        Crossed.JoinedBy(next => next.Kind switch
        {
            TokenKind.Plus => Plus,
            TokenKind.Minus => Minus,
            TokenKind.Unknown => Unknown,
            _ => next.BeginsOperand ? MissingOperator(next) : null,
        });

    private static readonly Rule<ExpressionSyntax> Comparison =
        Sum.JoinedBy(next => next.Kind switch
        {
            TokenKind.Less => Less,
            TokenKind.LessOrEqual => LessOrEqual,
            TokenKind.Greater => Greater,
            TokenKind.GreaterOrEqual => GreaterOrEqual,
            TokenKind.EqualTo => Equal,
            TokenKind.NotEqual => NotEqual,
            _ => null,
        });

    private static readonly Rule<ExpressionSyntax> Negation =
        from not in Not
        from operand in Later(() => Negated)
        select (ExpressionSyntax)new UnarySyntax(not.Span, not.Operator, operand);

    private static readonly Rule<ExpressionSyntax> Negated =
        ByNext(next => next.Kind == TokenKind.Not ? Negation : Comparison);

    private static readonly Rule<ExpressionSyntax> Conjunction =
        Negated.JoinedBy(next => next.Kind == TokenKind.And ? And : null);

    private static readonly Rule<ExpressionSyntax> Expression =
        Conjunction.JoinedBy(next => next.Kind switch { TokenKind.Bar => Bar, TokenKind.DoubleBar => DoubleBar, _ => null });

    private static readonly Rule<Side> NextSide =
        from tilde in Of(TokenKind.Tilde)
        from expression in Expression
        select new Side(tilde.Span, expression);

    private static readonly Rule<IReadOnlyList<Side>> Formula =
        from first in Expression
        from others in NextSide.Many()
        from end in Of(TokenKind.End)
        select (IReadOnlyList<Side>)[new Side(null, first), .. others];

    /// <summary>The sides of a formula: the first has no tilde before it, and a well-formed formula has one more.</summary>
    /// <param name="tokens">The tokens, brackets balanced, the last of kind <see cref="TokenKind.End"/>.</param>
    public static IReadOnlyList<Side> Parse(Token[] tokens) => Formula.Read(tokens);

    private static Rule<IReadOnlyList<ArgumentSyntax>> NoArguments { get; } = Return<IReadOnlyList<ArgumentSyntax>>([]);

    private static Rule<ExpressionSyntax> NameOf(Token name) => Return<ExpressionSyntax>(new NameSyntax(name.Span, name.Text, isQuoted: false));

    private static Rule<ExpressionSyntax> CallOf(Token name) =>
        from call in CallBrackets
        select (ExpressionSyntax)new CallSyntax(name.Span.Through(call.Close.Span), name.Span, name.Text, call.Arguments, !call.Close.IsInserted);

    private static Rule<IReadOnlyList<ArgumentSyntax>> Arguments(TextSpan open) =>
        from first in Argument(open)
        from others in
            (from comma in Of(TokenKind.Comma)
             from argument in Argument(comma.Span)
             select argument).Many()
        select (IReadOnlyList<ArgumentSyntax>)[first, .. others];

    private static Rule<ArgumentSyntax> Argument(TextSpan lead)
        => ByNext(next => next.Kind == TokenKind.ArgumentName ? NamedArgument : Unnamed(lead));

    private static Rule<ArgumentSyntax> NamedArgument { get; } =
        from name in Of(TokenKind.ArgumentName)
        from sign in Of(TokenKind.Equals)
        from value in Expression
        select new ArgumentSyntax(sign.Span, name.Span, name.Text, value);

    private static Rule<ArgumentSyntax> Unnamed(TextSpan lead) =>
        from value in Expression
        select new ArgumentSyntax(lead, null, null, value);

    private static Rule<ExpressionSyntax> PowerOf(ExpressionSyntax @base) =>
        from caret in Caret
        from exponent in Signed
        select (ExpressionSyntax)new BinarySyntax(@base, caret.Span, FormulaOperator.Caret, exponent);
}

/// <summary>One side of a formula.</summary>
/// <param name="Tilde">The tilde before it; null for the first.</param>
/// <param name="Expression">What stands there.</param>
internal sealed record Side(TextSpan? Tilde, ExpressionSyntax Expression);
