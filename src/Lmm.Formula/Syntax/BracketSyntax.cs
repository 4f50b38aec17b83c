using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax;

/// <summary>An expression in brackets; around a bar, a random term.</summary>
/// <param name="span">The characters, brackets included.</param>
/// <param name="content">What stands in the brackets.</param>
/// <param name="isClosed">False when the closing bracket is missing.</param>
internal sealed class BracketedSyntax(TextSpan span, ExpressionSyntax content, bool isClosed) : ExpressionSyntax(span)
{
    /// <summary>What stands in the brackets.</summary>
    public ExpressionSyntax Content { get; } = content;

    /// <summary>False when the closing bracket is missing.</summary>
    public bool IsClosed { get; } = isClosed;

    /// <summary>The call that names the random term's covariance structure, and of which it is the first argument; null where the bar says it.</summary>
    public CallSyntax? Structure { get; init; }

    /// <summary>The bar operation that makes these brackets a random term; null when they are plain brackets.</summary>
    public BinarySyntax? Bar => Content is BinarySyntax { Operator: FormulaOperator.Bar or FormulaOperator.DoubleBar } bar ? bar : null;
}

/// <summary>A function applied to arguments.</summary>
/// <param name="span">The characters from the name to the closing bracket.</param>
/// <param name="functionSpan">The function's name.</param>
/// <param name="function">The function's name.</param>
/// <param name="arguments">The arguments in order.</param>
/// <param name="isClosed">False when the closing bracket is missing.</param>
internal sealed class CallSyntax(TextSpan span, TextSpan functionSpan, string function, IReadOnlyList<ArgumentSyntax> arguments, bool isClosed) : ExpressionSyntax(span)
{
    /// <summary>The characters of the function's name.</summary>
    public TextSpan FunctionSpan { get; } = functionSpan;

    /// <summary>The function's name.</summary>
    public string Function { get; } = function;

    /// <summary>The arguments in order.</summary>
    public IReadOnlyList<ArgumentSyntax> Arguments { get; } = arguments;

    /// <summary>False when the closing bracket is missing.</summary>
    public bool IsClosed { get; } = isClosed;

    /// <summary>The random term whose covariance structure the function's name is; null when it is a function.</summary>
    public BracketedSyntax? RandomTerm => CovarianceNotation.IsName(Function) && Arguments.Count > 0
        && Arguments[0] is { Name: null, Value: BinarySyntax { Operator: FormulaOperator.Bar or FormulaOperator.DoubleBar } bar }
            ? new BracketedSyntax(Span, bar, IsClosed) { Structure = this }
            : null;
}

/// <summary>An argument of a function, with or without a name.</summary>
/// <param name="leadSpan">The comma, equals sign or bracket after which the value must stand.</param>
/// <param name="nameSpan">The characters of the name; null when it has none.</param>
/// <param name="name">The name, as in <c>df = 3</c>; null when it has none.</param>
/// <param name="value">The value.</param>
internal sealed class ArgumentSyntax(TextSpan leadSpan, TextSpan? nameSpan, string? name, ExpressionSyntax value)
{
    /// <summary>The comma, equals sign or bracket after which the value must stand.</summary>
    public TextSpan LeadSpan { get; } = leadSpan;

    /// <summary>The characters of the name; null when it has none.</summary>
    public TextSpan? NameSpan { get; } = nameSpan;

    /// <summary>The name, as in <c>df = 3</c>; null when it has none.</summary>
    public string? Name { get; } = name;

    /// <summary>The value.</summary>
    public ExpressionSyntax Value { get; } = value;

    /// <summary>The characters the argument covers.</summary>
    public TextSpan Span => NameSpan is { } name ? name.Through(Value.Span) : Value.Span;
}
