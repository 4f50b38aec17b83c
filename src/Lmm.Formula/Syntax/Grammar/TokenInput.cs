using Lmm.Formula.Syntax.Lexing;
using Sprache;

namespace Lmm.Formula.Syntax.Grammar;

/// <summary>
/// Tokens as the parser library wants its input. Positions are made once, so moving allocates nothing and two inputs
/// at one place are one object.
/// </summary>
internal sealed class TokenInput : IInput
{
    private readonly TokenInput[] _positions;
    private readonly Token[] _tokens;

    private TokenInput(Token[] tokens, TokenInput[] positions, int position)
    {
        _tokens = tokens;
        _positions = positions;
        Position = position;
    }

    /// <summary>The token here.</summary>
    public Token Token => _tokens[Position];

    /// <summary>Where the token before this one ends; zero at the first.</summary>
    public int PreviousEnd => Position == 0 ? 0 : _tokens[Position - 1].Span.End;

    /// <inheritdoc/>
    public string Source => Token.Text;

    /// <inheritdoc/>
    public char Current => (char)Token.Kind;

    /// <inheritdoc/>
    public bool AtEnd => Token.Kind == TokenKind.End;

    /// <inheritdoc/>
    public int Position { get; }

    /// <inheritdoc/>
    public int Line => 1;

    /// <inheritdoc/>
    public int Column => Token.Span.Start + 1;

    /// <inheritdoc/>
    public IDictionary<object, object> Memos => field ??= new Dictionary<object, object>();

    /// <summary>The first of the positions over <paramref name="tokens"/>, the last of which is of kind <see cref="TokenKind.End"/>.</summary>
    public static TokenInput Over(Token[] tokens)
    {
        var positions = new TokenInput[tokens.Length];
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = new TokenInput(tokens, positions, i);
        }

        return positions[0];
    }

    /// <inheritdoc/>
    public IInput Advance() => AtEnd ? this : _positions[Position + 1];

    /// <inheritdoc/>
    public bool Equals(IInput? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => Position;
}
