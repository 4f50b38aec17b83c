using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax.Lexing;
using Sprache;
using static Lmm.Formula.Syntax.Grammar.TokenParsers;

namespace Lmm.Formula.Syntax.Grammar;

/// <summary>
/// The grammar of formulas, over tokens whose brackets balance. From the loosest to the tightest: <c>~</c>, bars,
/// <c>+ -</c>, <c>* /</c>, <c>%in%</c>, <c>:</c>, signs, <c>^</c> (R's manual page "Operator Syntax and Precedence").
/// Every alternative is decided by its next token or two, so that parsing takes linear time, and every place for an
/// operand accepts its absence, so that parsing cannot fail.
/// </summary>
internal static class FormulaGrammar
{
    private static readonly Parser<ExpressionSyntax> QuotedName =
        from token in Of(TokenKind.QuotedName)
        select new NameSyntax(token.Span, token.Text, isQuoted: true);

    private static readonly Parser<ExpressionSyntax> Number =
        from token in Of(TokenKind.Number)
        select new NumberSyntax(token.Span, NumberLexer.Value(token.Text));

    private static readonly Parser<ExpressionSyntax> Text =
        from token in Of(TokenKind.Text)
        select new TextSyntax(token.Span, token.Text);

    private static readonly Parser<ExpressionSyntax> Dot =
        from token in Of(TokenKind.Dot)
        select new DotSyntax(token.Span);

    private static readonly Parser<ExpressionSyntax> Bracketed =
        from open in Of(TokenKind.Open)
        from content in Sprache.Parse.Ref(() => Expression)
        from close in Of(TokenKind.Close)
        select new BracketedSyntax(open.Span.Through(close.Span), content, !close.IsInserted);

    private static readonly Parser<(Token Name, TextSpan Sign)> ArgumentName =
        from name in Of(TokenKind.Name)
        from sign in Of(TokenKind.Equals)
        select (name, sign.Span);

    private static readonly Parser<(IReadOnlyList<ArgumentSyntax> Arguments, Token Close)> CallBrackets =
        from open in Of(TokenKind.OpenCall)
        from arguments in ByNext(next => next == TokenKind.Close ? NoArguments : Arguments(open.Span))
        from close in Of(TokenKind.Close)
        select (arguments, close);

    private static readonly Parser<ExpressionSyntax> NameOrCall =
        from name in Of(TokenKind.Name)
        from operand in ByNext(next => next == TokenKind.OpenCall ? CallOf(name) : NameOf(name))
        select operand;

    private static readonly Parser<ExpressionSyntax> Atom =
        ByNext(next => next switch
        {
            TokenKind.Name => NameOrCall,
            TokenKind.QuotedName => QuotedName,
            TokenKind.Number => Number,
            TokenKind.Text => Text,
            TokenKind.Dot => Dot,
            TokenKind.Open => Bracketed,
            _ => null,
        });

    // Unknown characters before an operand are passed over; where none follows them, they are its place.
    private static readonly Parser<ExpressionSyntax> Operand =
        from unknown in Of(TokenKind.Unknown).Many()
        from operand in Atom.Or(MissingOperand(unknown.Any()))
        select operand;

    private static readonly Parser<(OperatorToken Operator, ExpressionSyntax Operand)> Exponent =
        from caret in AnyOf((TokenKind.Caret, FormulaOperator.Caret))
        from exponent in Sprache.Parse.Ref(() => Signed)
        select (caret, exponent);

    private static readonly Parser<ExpressionSyntax> Power =
        from @base in Operand
        from exponent in Exponent.Optional()
        select exponent.IsEmpty ? @base : new BinarySyntax(@base, exponent.Get().Operator.Span, FormulaOperator.Caret, exponent.Get().Operand);

    private static readonly Parser<ExpressionSyntax> WithSign =
        from sign in AnyOf((TokenKind.Plus, FormulaOperator.Plus), (TokenKind.Minus, FormulaOperator.Minus))
        from operand in Sprache.Parse.Ref(() => Signed)
        select new UnarySyntax(sign.Span, sign.Operator, operand);

    private static readonly Parser<ExpressionSyntax> Signed =
        ByNext(next => next is TokenKind.Plus or TokenKind.Minus ? WithSign : Power);

    private static readonly Parser<ExpressionSyntax> Interaction =
        Signed.JoinedBy(AnyOf((TokenKind.Colon, FormulaOperator.Colon)));

    private static readonly Parser<ExpressionSyntax> Nested =
        Interaction.JoinedBy(AnyOf((TokenKind.In, FormulaOperator.In)));

    private static readonly Parser<ExpressionSyntax> Crossed =
        Nested.JoinedBy(AnyOf((TokenKind.Star, FormulaOperator.Star), (TokenKind.Slash, FormulaOperator.Slash)));

    private static readonly Parser<ExpressionSyntax> Sum =
        Crossed.JoinedBy(
            AnyOf((TokenKind.Plus, FormulaOperator.Plus), (TokenKind.Minus, FormulaOperator.Minus), (TokenKind.Unknown, FormulaOperator.Missing))
            .Or(MissingOperator));

    private static readonly Parser<ExpressionSyntax> Expression =
        Sum.JoinedBy(AnyOf((TokenKind.Bar, FormulaOperator.Bar), (TokenKind.DoubleBar, FormulaOperator.DoubleBar)));

    private static readonly Parser<Side> NextSide =
        from tilde in Of(TokenKind.Tilde)
        from expression in Expression
        select new Side(tilde.Span, expression);

    private static readonly Parser<IReadOnlyList<Side>> Formula =
        from first in Expression
        from others in NextSide.Many()
        from end in Of(TokenKind.End)
        select (IReadOnlyList<Side>)[new Side(null, first), .. others];

    /// <summary>The sides of a formula: the first has no tilde before it, and a well-formed formula has one more.</summary>
    /// <param name="tokens">The tokens, brackets balanced, the last of kind <see cref="TokenKind.End"/>.</param>
    public static IReadOnlyList<Side> Parse(Token[] tokens) => Formula(TokenInput.Over(tokens)).Value;

    private static Parser<IReadOnlyList<ArgumentSyntax>> NoArguments { get; } = Sprache.Parse.Return<IReadOnlyList<ArgumentSyntax>>([]);

    private static Parser<ExpressionSyntax> NameOf(Token name)
        => Sprache.Parse.Return(new NameSyntax(name.Span, name.Text, isQuoted: false));

    private static Parser<ExpressionSyntax> CallOf(Token name) =>
        from call in CallBrackets
        select new CallSyntax(name.Span.Through(call.Close.Span), name.Span, name.Text, call.Arguments, !call.Close.IsInserted);

    private static Parser<IReadOnlyList<ArgumentSyntax>> Arguments(TextSpan open) =>
        from first in Argument(open)
        from others in
            (from comma in Of(TokenKind.Comma)
             from argument in Argument(comma.Span)
             select argument).Many()
        select (IReadOnlyList<ArgumentSyntax>)[first, .. others];

    private static Parser<ArgumentSyntax> Argument(TextSpan lead) =>
        (from name in ArgumentName
         from value in Expression
         select new ArgumentSyntax(name.Sign, name.Name.Span, name.Name.Text, value))
        .Or(
         from value in Expression
         select new ArgumentSyntax(lead, null, null, value));
}

/// <summary>One side of a formula.</summary>
/// <param name="Tilde">The tilde before it; null for the first.</param>
/// <param name="Expression">What stands there.</param>
internal sealed record Side(TextSpan? Tilde, ExpressionSyntax Expression);
