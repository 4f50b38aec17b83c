using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Expansion;

/// <summary>Says what to write in place of a number or a text that stands as a term.</summary>
internal static class LiteralFault
{
    private const int LongestShown = 80;

    /// <summary>The fault of <paramref name="literal"/>, an operand of <paramref name="parent"/> or on its own.</summary>
    public static FormulaDiagnostic At(ExpressionSyntax literal, BinarySyntax? parent)
    {
        string shown = Deparser.Deparse(literal);
        if (literal is TextSyntax text)
        {
            string name = Deparser.Quote(text.Value);
            return FormulaRules.LiteralAsTerm.At(literal.Span, shown, $"write a variable's name without quotes: '{name}'").WithEdit(new FormulaEdit(literal.Span, name));
        }

        if (parent is not { Operator: FormulaOperator.Star or FormulaOperator.Slash, Span.Length: <= LongestShown })
        {
            return FormulaRules.LiteralAsTerm.At(literal.Span, shown, "write arithmetic in I(), such as 'I(2 * x)'");
        }

        string arithmetic = "I(" + Deparser.Deparse(parent) + ")";
        return FormulaRules.LiteralAsTerm.At(literal.Span, shown, $"write arithmetic in I(): '{arithmetic}'").WithEdit(new FormulaEdit(parent.Span, arithmetic));
    }
}
