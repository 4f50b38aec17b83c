using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Review;

/// <summary>Finds the characters to remove so that a summand goes with the operator that joins it.</summary>
internal static class SummandRemoval
{
    /// <summary>The characters to remove; null where the summand stands alone.</summary>
    /// <param name="summand">The summand.</param>
    /// <param name="sum">The sum that it is in, plain brackets around parts of it included.</param>
    public static TextSpan? Of(ExpressionSyntax summand, ExpressionSyntax sum)
    {
        switch (sum)
        {
            case BracketedSyntax bracketed when bracketed.Content == summand:
                return null;
            case BracketedSyntax { Bar: null } bracketed:
                return Of(summand, bracketed.Content);
            case UnarySyntax unary:
                return Of(summand, unary.Operand);
            case BinarySyntax binary:
                return OfSpine(summand, binary);
            default:
                return null;
        }
    }

    private static TextSpan? OfSpine(ExpressionSyntax summand, BinarySyntax binary)
    {
        Stack<BinarySyntax> spine = binary.LeftSpine();
        BinarySyntax first = spine.Peek();
        if (IsOrHolds(first.Left, summand))
        {
            return Of(summand, first.Left) ?? TextSpan(first.Left.Span.Start, first.Operator == FormulaOperator.Minus ? first.OperatorSpan.Start : first.Right.Span.Start);
        }

        return spine.Where(node => IsOrHolds(node.Right, summand)).Select(node => Of(summand, node.Right) ?? TextSpan(node.Left.Span.End, node.Right.Span.End)).Select(span => (TextSpan?)span).FirstOrDefault();
    }

    private static bool IsOrHolds(ExpressionSyntax node, ExpressionSyntax summand)
        => node == summand || (node.Span.Start <= summand.Span.Start && summand.Span.End <= node.Span.End);

    private static TextSpan TextSpan(int start, int end) => new(start, end - start);
}
