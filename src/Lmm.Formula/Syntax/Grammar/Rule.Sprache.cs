using Lmm.Formula.Syntax.Lexing;
using Sprache;

namespace Lmm.Formula.Syntax.Grammar;

/// <summary>How tokens are read into a value: the grammar's rules on Sprache, where a compiler or an editor hosts the assembly.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="parser">The library's parser.</param>
internal sealed class Rule<T>(Parser<T> parser)
{
    /// <summary>The library's parser.</summary>
    public Parser<T> Parser { get; } = parser;

    /// <summary>This, and the value that its value makes.</summary>
    public Rule<TResult> Select<TResult>(Func<T, TResult> result) => new(Parser.Select(result));

    /// <summary>This, then the rule that its value chooses.</summary>
    public Rule<TResult> SelectMany<TNext, TResult>(Func<T, Rule<TNext>> next, Func<T, TNext, TResult> result)
        => new(Parser.SelectMany(value => next(value).Parser, result));

    /// <summary>The value of <paramref name="tokens"/>, which this must apply to.</summary>
    public T Read(Token[] tokens) => Parser(new TokenInput(tokens, 0)).Value;
}

/// <summary>The rules that others are made of.</summary>
internal static class Rule
{
    /// <summary>One token of the kind.</summary>
    public static Rule<Token> Of(TokenKind kind) => new(input =>
        ((TokenInput)input).Token is var token && token.Kind == kind ? Result.Success(token, input.Advance()) : Result.Failure<Token>(input, "", []));

    /// <summary>No token, and a value.</summary>
    public static Rule<T> Return<T>(T value) => new(Parse.Return(value));

    /// <summary>The rule that the next token chooses; where it chooses none, this does not apply.</summary>
    public static Rule<T> ByNext<T>(Func<Token, Rule<T>?> choice)
        => new(input => choice(((TokenInput)input).Token)?.Parser(input) ?? Result.Failure<T>(input, "", []));

    /// <summary>The rule as often as it applies, which may be never.</summary>
    public static Rule<IReadOnlyList<T>> Many<T>(this Rule<T> rule) => new(rule.Parser.Many().Select(values => (IReadOnlyList<T>)[.. values]));

    /// <summary>A rule that is not made yet: recursion.</summary>
    public static Rule<T> Later<T>(Func<Rule<T>?> rule) => new(input => rule()!.Parser(input));
}

/// <summary>Tokens as the library wants its input: a place among them. There is one object for each place, made when it is first reached.</summary>
internal sealed class TokenInput(Token[] tokens, int position) : IInput
{
    private TokenInput? _next;

    public Token Token => tokens[Position];

    public string Source => Token.Text;

    public char Current => (char)Token.Kind;

    public bool AtEnd => Position == tokens.Length;

    public int Position { get; } = position;

    public int Line => 1;

    public int Column => Position + 1;

    public IDictionary<object, object> Memos => field ??= new Dictionary<object, object>();

    public IInput Advance() => _next ??= new TokenInput(tokens, Position + 1);

    public bool Equals(IInput? other) => ReferenceEquals(this, other);
}
