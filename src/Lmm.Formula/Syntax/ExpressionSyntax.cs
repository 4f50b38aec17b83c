using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax;

/// <summary>A node of a formula's tree.</summary>
/// <param name="span">The characters the node covers.</param>
internal abstract class ExpressionSyntax(TextSpan span)
{
    /// <summary>The characters the node covers.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>The node as R prints it; see <see cref="Deparser"/>.</summary>
    public override string ToString() => Deparser.Deparse(this);
}
