using Lmm.Formula.Syntax.Lexing;
using Pidgin;

namespace Lmm.Formula.Syntax.Grammar;

/// <summary>How tokens are read into a value: the grammar's rules on Pidgin, where the assembly runs on .NET.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="parser">The library's parser.</param>
internal sealed class Rule<T>(Parser<Token, T> parser)
{
    /// <summary>The library's parser.</summary>
    public Parser<Token, T> Parser { get; } = parser;

    /// <summary>This, and the value that its value makes.</summary>
    public Rule<TResult> Select<TResult>(Func<T, TResult> result) => new(Parser.Select(result));

    /// <summary>This, then the rule that its value chooses.</summary>
    public Rule<TResult> SelectMany<TNext, TResult>(Func<T, Rule<TNext>> next, Func<T, TNext, TResult> result)
        => new(Parser.Bind(value => next(value).Parser, result));

    /// <summary>The value of <paramref name="tokens"/>, which this must apply to.</summary>
    public T Read(Token[] tokens) => Parser.ParseOrThrow(tokens);
}

/// <summary>The rules that others are made of.</summary>
internal static class Rule
{
    private static readonly Parser<Token, Token> Next = Parser.Lookahead(Parser<Token>.Any);

    /// <summary>One token of the kind.</summary>
    public static Rule<Token> Of(TokenKind kind) => new(Parser<Token>.Token(token => token.Kind == kind));

    /// <summary>No token, and a value.</summary>
    public static Rule<T> Return<T>(T value) => new(Parser<Token>.Return(value));

    /// <summary>The rule that the next token chooses; where it chooses none, this does not apply.</summary>
    public static Rule<T> ByNext<T>(Func<Token, Rule<T>?> choice)
    {
        Parser<Token, T> none = Parser<Token>.Fail<T>();
        return new(Next.Bind(token => choice(token)?.Parser ?? none));
    }

    /// <summary>The rule as often as it applies, which may be never.</summary>
    public static Rule<IReadOnlyList<T>> Many<T>(this Rule<T> rule)
        => new(rule.Parser.Select(value => new Value<T>(value)).Many().Select(values => (IReadOnlyList<T>)[.. values.Select(value => value.Of)]));

    /// <summary>A rule that is not made yet: recursion.</summary>
    public static Rule<T> Later<T>(Func<Rule<T>?> rule) => new(Parser.Rec(() => rule()!.Parser));
}

/// <summary>
/// A value in a struct. The library's lists of reference types refer to lists of such lists, without end, which a
/// compiler ahead of time would have to follow; lists of structs refer to lists of reference types alone.
/// </summary>
/// <param name="Of">The value.</param>
internal readonly record struct Value<T>(T Of);
