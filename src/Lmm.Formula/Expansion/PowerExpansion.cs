using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Expansion;

/// <summary>Expands powers of terms, and tells powers of terms from powers of numbers.</summary>
internal static class PowerExpansion
{
    /// <summary>The terms of <paramref name="node"/>, a power of <paramref name="terms"/>.</summary>
    public static TermList Of(TermList terms, BinarySyntax node, List<FormulaDiagnostic> faults)
    {
        string power = Deparser.Deparse(node);
        var inhibited = new FormulaEdit(node.Span, "I(" + power + ")");
        switch (node.Right)
        {
            case MissingSyntax:
                return terms;
            case NumberSyntax number when number.Value >= 2 && number.Value == Math.Floor(number.Value):
                if (IsVariable(node.Left))
                {
                    faults.Add(FormulaRules.PowerOfVariable.At(node.Span, power, Deparser.Deparse(node.Left)).WithEdit(inhibited));
                }

                return terms.Power(number.Value);
            default:
                faults.Add(FormulaRules.InvalidPower.At(node.Right.Span, Deparser.Deparse(node.Right), power).WithEdit(inhibited));
                return terms;
        }
    }

    private static bool IsVariable(ExpressionSyntax node) => node switch
    {
        NameSyntax or CallSyntax => true,
        BracketedSyntax bracketed => IsVariable(bracketed.Content),
        _ => false,
    };
}
