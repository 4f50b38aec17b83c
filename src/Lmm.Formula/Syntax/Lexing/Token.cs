using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax.Lexing;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A bare name.</summary>
    Name,

    /// <summary>A bare name before the <c>=</c> that gives an argument its name.</summary>
    ArgumentName,

    /// <summary>A name in back-ticks.</summary>
    QuotedName,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A quoted text.</summary>
    Text,

    /// <summary>A dot that stands alone.</summary>
    Dot,

    /// <summary><c>~</c></summary>
    Tilde,

    /// <summary><c>+</c></summary>
    Plus,

    /// <summary><c>-</c></summary>
    Minus,

    /// <summary><c>*</c></summary>
    Star,

    /// <summary><c>/</c></summary>
    Slash,

    /// <summary><c>:</c></summary>
    Colon,

    /// <summary><c>^</c>, also written <c>**</c>.</summary>
    Caret,

    /// <summary><c>%in%</c></summary>
    In,

    /// <summary><c>%%</c></summary>
    Modulo,

    /// <summary><c>%/%</c></summary>
    IntegerQuotient,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>==</c></summary>
    EqualTo,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&amp;</c></summary>
    And,

    /// <summary><c>!</c></summary>
    Not,

    /// <summary><c>|</c></summary>
    Bar,

    /// <summary><c>||</c></summary>
    DoubleBar,

    /// <summary><c>(</c></summary>
    Open,

    /// <summary>The <c>(</c> after a function's name.</summary>
    OpenCall,

    /// <summary><c>)</c></summary>
    Close,

    /// <summary><c>,</c></summary>
    Comma,

    /// <summary><c>=</c></summary>
    Equals,

    /// <summary>Characters that have no meaning where they stand; the fault is already reported.</summary>
    Unknown,
}

/// <summary>A word of a formula.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Its characters; of length zero where the token was put in to repair the text.</param>
/// <param name="Text">A name without back-ticks, a text without quotes, otherwise the characters.</param>
internal readonly record struct Token(TokenKind Kind, TextSpan Span, string Text)
{
    /// <summary>True when an operand can begin with the token.</summary>
    public bool BeginsOperand => Kind is TokenKind.Name or TokenKind.QuotedName or TokenKind.Number or TokenKind.Text or TokenKind.Dot or TokenKind.Open or TokenKind.Not;

    /// <summary>Where the token before this one ends; zero at the first.</summary>
    public int PreviousEnd { get; init; }

    /// <summary>True when the token was put in to repair the text.</summary>
    public bool IsInserted => Span.Length == 0;
}
