using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax.Grammar;

namespace Lmm.Formula.Syntax;

/// <summary>Makes a response and a right side of what stands between the tildes, however many there are.</summary>
/// <param name="text">The formula's text.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class FormulaSides(string text, List<FormulaDiagnostic> faults)
{
    /// <summary>The response and the right side.</summary>
    public (ExpressionSyntax Response, ExpressionSyntax Right) Split(IReadOnlyList<Side> sides)
    {
        if (sides.Count == 1)
        {
            return SplitWithoutTilde(sides[0].Expression);
        }

        ExpressionSyntax response = sides[0].Expression;
        ExpressionSyntax right = sides[1].Expression;
        TextSpan tilde = sides[1].Tilde!.Value;
        if (response is MissingSyntax { IsExplained: false })
        {
            faults.Add(FormulaRules.MissingResponse.At(tilde));
        }

        if (sides.Count == 2 && right is MissingSyntax { IsExplained: false })
        {
            faults.Add(FormulaRules.MissingTerms.At(tilde));
        }

        foreach (Side side in sides.Skip(2))
        {
            TextSpan second = side.Tilde!.Value;
            faults.Add(SecondTilde(second, right, side.Expression));
            right = right is MissingSyntax
                ? side.Expression
                : side.Expression is MissingSyntax ? right : new BinarySyntax(right, second, FormulaOperator.Missing, side.Expression);
        }

        return (response, right);
    }

    private static FormulaDiagnostic SecondTilde(TextSpan tilde, ExpressionSyntax left, ExpressionSyntax right)
    {
        FormulaDiagnostic fault = FormulaRules.MisplacedTilde.At(tilde, "is the formula's second");
        return (left, right) switch
        {
            (MissingSyntax, MissingSyntax) => fault,
            (MissingSyntax, _) => fault.WithEdit(new FormulaEdit(new TextSpan(tilde.Start, right.Span.Start - tilde.Start), "")),
            (_, MissingSyntax) => fault.WithEdit(new FormulaEdit(new TextSpan(left.Span.End, tilde.End - left.Span.End), "")),
            _ => fault.WithEdit(new FormulaEdit(tilde, "+")),
        };
    }

    /// <summary>Where two operands stand side by side, the tilde is taken to be missing between the first such two.</summary>
    private (ExpressionSyntax Response, ExpressionSyntax Right) SplitWithoutTilde(ExpressionSyntax expression)
    {
        TextSpan whole = WholeText();
        FormulaDiagnostic fault = FormulaRules.MissingTilde.At(whole);
        ExpressionSyntax? response = null;
        ExpressionSyntax right = expression;
        if (expression is BinarySyntax sum)
        {
            foreach (BinarySyntax node in sum.LeftSpine())
            {
                if (response is not null)
                {
                    right = new BinarySyntax(right, node.OperatorSpan, node.Operator, node.Right);
                }
                else if (node is { Operator: FormulaOperator.Missing, OperatorSpan.Length: 0 })
                {
                    response = node.Left;
                    right = node.Right;
                    fault = fault.WithEdit(new FormulaEdit(new TextSpan(right.Span.Start, 0), "~ "));
                }
            }
        }

        if (!faults.Exists(earlier => earlier.Rule == FormulaRules.MisplacedTilde))
        {
            faults.Add(fault);
        }

        return (response ?? new MissingSyntax(new TextSpan(whole.Start, 0), isExplained: true), right is MissingSyntax ? new MissingSyntax(right.Span, isExplained: true) : right);
    }

    /// <summary>The text without the blanks around it; the last blank when there is nothing else.</summary>
    private TextSpan WholeText()
    {
        int start = text.Length - text.TrimStart().Length;
        return start == text.Length ? new TextSpan(Math.Max(0, start - 1), Math.Min(1, start)) : new TextSpan(start, text.TrimEnd().Length - start);
    }
}
