using Lmm.Formula.Diagnostics;

namespace Lmm.Frame.Conditions;

/// <summary>What a word of a condition is.</summary>
internal enum ConditionTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>The name of a column.</summary>
    Name,

    /// <summary>A number, its sign included.</summary>
    Number,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>One of <c>==</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</summary>
    Comparison,

    /// <summary><c>&amp;</c></summary>
    And,

    /// <summary><c>|</c></summary>
    Or,

    /// <summary><c>!</c></summary>
    Not,

    /// <summary><c>(</c></summary>
    Open,

    /// <summary><c>)</c></summary>
    Close,

    /// <summary>What has no meaning here.</summary>
    Unknown,
}

/// <summary>A word of a condition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Its characters.</param>
/// <param name="Text">A name without back-ticks, a text without quotes, otherwise the characters.</param>
internal readonly record struct ConditionToken(ConditionTokenKind Kind, TextSpan Span, string Text);
