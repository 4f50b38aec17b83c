using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax;

/// <summary>A name: of a variable, or quoted in back-ticks.</summary>
/// <param name="span">The characters, back-ticks included.</param>
/// <param name="name">The name without back-ticks.</param>
/// <param name="isQuoted">True when it stands in back-ticks.</param>
internal sealed class NameSyntax(TextSpan span, string name, bool isQuoted) : ExpressionSyntax(span)
{
    /// <summary>The name without back-ticks.</summary>
    public string Name { get; } = name;

    /// <summary>True when it stands in back-ticks.</summary>
    public bool IsQuoted { get; } = isQuoted;
}

/// <summary>A number.</summary>
/// <param name="span">The characters.</param>
/// <param name="value">The value.</param>
internal sealed class NumberSyntax(TextSpan span, double value) : ExpressionSyntax(span)
{
    /// <summary>The value.</summary>
    public double Value { get; } = value;
}

/// <summary>A quoted text, such as a level in <c>relevel(x, "WT")</c>.</summary>
/// <param name="span">The characters, quotes included.</param>
/// <param name="value">The text without quotes, escapes resolved.</param>
internal sealed class TextSyntax(TextSpan span, string value) : ExpressionSyntax(span)
{
    /// <summary>The text without quotes, escapes resolved.</summary>
    public string Value { get; } = value;
}

/// <summary>The dot that stands for all other columns.</summary>
/// <param name="span">The character.</param>
internal sealed class DotSyntax(TextSpan span) : ExpressionSyntax(span);

/// <summary>A place where an operand should stand and none does.</summary>
/// <param name="span">The place, of length zero.</param>
/// <param name="isExplained">True when another fault, already reported, explains why nothing is there.</param>
internal sealed class MissingSyntax(TextSpan span, bool isExplained) : ExpressionSyntax(span)
{
    /// <summary>True when another fault, already reported, explains why nothing is there.</summary>
    public bool IsExplained { get; } = isExplained;
}
