using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax;

/// <summary>The operators of the formula language that join or precede operands.</summary>
internal enum FormulaOperator
{
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

    /// <summary><c>^</c></summary>
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
    Equal,

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

    /// <summary>Where an operator should stand and none does, or characters that are none; read as <c>+</c>.</summary>
    Missing,
}

/// <summary>What kinds of operators there are.</summary>
internal static class FormulaOperators
{
    /// <summary>True for the operators that make a variable of their operands, which the algebra of terms does not look into.</summary>
    public static bool IsOpaque(this FormulaOperator @operator)
        => @operator is FormulaOperator.Modulo or FormulaOperator.IntegerQuotient or FormulaOperator.And || @operator.IsComparison();

    /// <summary>True for the operators that compare two numbers.</summary>
    public static bool IsComparison(this FormulaOperator @operator)
        => @operator is FormulaOperator.Less or FormulaOperator.LessOrEqual or FormulaOperator.Greater or FormulaOperator.GreaterOrEqual
            or FormulaOperator.Equal or FormulaOperator.NotEqual;
}

/// <summary>A sign, or an exclamation mark, before its operand.</summary>
/// <param name="operatorSpan">The sign.</param>
/// <param name="operator"><see cref="FormulaOperator.Plus"/>, <see cref="FormulaOperator.Minus"/> or <see cref="FormulaOperator.Not"/>.</param>
/// <param name="operand">The operand.</param>
internal sealed class UnarySyntax(TextSpan operatorSpan, FormulaOperator @operator, ExpressionSyntax operand)
    : ExpressionSyntax(operatorSpan.Through(operand.Span))
{
    /// <summary>The sign's characters.</summary>
    public TextSpan OperatorSpan { get; } = operatorSpan;

    /// <summary><see cref="FormulaOperator.Plus"/>, <see cref="FormulaOperator.Minus"/> or <see cref="FormulaOperator.Not"/>.</summary>
    public FormulaOperator Operator { get; } = @operator;

    /// <summary>The operand.</summary>
    public ExpressionSyntax Operand { get; } = operand;
}

/// <summary>Two operands joined by an operator.</summary>
/// <param name="left">The left operand.</param>
/// <param name="operatorSpan">The operator's characters; of length zero where it is missing.</param>
/// <param name="operator">The operator.</param>
/// <param name="right">The right operand.</param>
internal sealed class BinarySyntax(ExpressionSyntax left, TextSpan operatorSpan, FormulaOperator @operator, ExpressionSyntax right)
    : ExpressionSyntax(left.Span.Through(right.Span))
{
    /// <summary>The left operand.</summary>
    public ExpressionSyntax Left { get; } = left;

    /// <summary>The operator's characters; of length zero where it is missing.</summary>
    public TextSpan OperatorSpan { get; } = operatorSpan;

    /// <summary>The operator.</summary>
    public FormulaOperator Operator { get; } = @operator;

    /// <summary>The right operand.</summary>
    public ExpressionSyntax Right { get; } = right;

    /// <summary>
    /// The operations down the left side of the tree, the innermost first. A sum of a thousand terms is a tree a
    /// thousand deep on its left, so whoever walks trees loops over this and recurses only to the right.
    /// </summary>
    public Stack<BinarySyntax> LeftSpine()
    {
        var spine = new Stack<BinarySyntax>();
        for (BinarySyntax? node = this; node is not null; node = node.Left as BinarySyntax)
        {
            spine.Push(node);
        }

        return spine;
    }
}
