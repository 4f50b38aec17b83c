using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax.Grammar;
using Lmm.Formula.Syntax.Lexing;

namespace Lmm.Formula.Syntax;

/// <summary>Parses formulas. Any text yields a tree; its faults are reported all at once, and nothing is thrown.</summary>
internal static class FormulaParser
{
    /// <summary>Parses a formula.</summary>
    /// <param name="text">The formula's text.</param>
    public static FormulaSyntax Parse(string text)
    {
        if (text.Length > FormulaLimits.Length)
        {
            return Refuse(text, new TextSpan(FormulaLimits.Length, 1), $"is longer than {FormulaLimits.Length} characters", "write a shorter one");
        }

        var faults = new List<FormulaDiagnostic>();
        List<Token> tokens = CallRemains.CutOff(text, new Lexer(text, faults).Tokenize(), faults);
        if (NestingDepth.FirstBeyond(FormulaLimits.Depth, tokens) is { } deep)
        {
            return Refuse(text, tokens[deep].Span, $"is nested more than {FormulaLimits.Depth} deep here", "remove brackets or signs");
        }

        Token[] repaired = new BracketRepair(tokens, faults).Repair();
        IReadOnlyList<Side> sides = FormulaGrammar.Parse(repaired);
        (ExpressionSyntax response, ExpressionSyntax right) = new FormulaSides(text, faults).Split(sides);

        var finder = new SyntaxFaults(text, faults);
        finder.Visit(response);
        finder.Visit(right);
        return new FormulaSyntax(text, response, right, DiagnosticOrder.Sort(faults));
    }

    private static FormulaSyntax Refuse(string text, TextSpan span, string what, string cure)
    {
        var nothing = new MissingSyntax(new TextSpan(0, 0), isExplained: true);
        return new FormulaSyntax(text, nothing, nothing, new EquatableArray<FormulaDiagnostic>(FormulaRules.TooLarge.At(span, what, cure)));
    }
}
