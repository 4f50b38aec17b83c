using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Expansion;

/// <summary>Resolves a formula's operators into terms, as R's <c>terms.formula</c> does, and lme4 for random terms.</summary>
internal static class FormulaExpander
{
    /// <summary>Expands a parsed formula.</summary>
    /// <param name="syntax">The parsed formula.</param>
    /// <param name="canonicalName">
    /// The one spelling of all spellings of a variable's name, where names may differ in case; null when each spelling is a variable of its own.
    /// </param>
    /// <param name="dot">The names of the variables that a dot stands for; null where that is not known.</param>
    public static ExpandedFormula Expand(FormulaSyntax syntax, Func<string, string>? canonicalName = null, IReadOnlyList<string>? dot = null)
    {
        canonicalName ??= name => name;
        var faults = new List<FormulaDiagnostic>();
        var variables = new VariableList(canonicalName);
        if (syntax.Response is not MissingSyntax)
        {
            variables.IndexOf(syntax.Response);
        }

        var expander = new TermExpander(variables, faults, dot);
        ExpandedTerms fixedEffects = expander.Expand(syntax.Right);
        var randomTerms = new List<ExpandedRandomTerm>();
        foreach (BracketedSyntax random in expander.RandomTerms)
        {
            randomTerms.AddRange(new RandomTermExpander(canonicalName, faults).Expand(random));
        }

        bool isEmpty = !fixedEffects.HasIntercept && fixedEffects.Terms.Count == 0 && expander.RandomTerms.Count == 0;
        if (isEmpty && faults.Count == 0 && syntax.Diagnostics.Count == 0)
        {
            faults.Add(FormulaRules.NoTerms.At(syntax.Right.Span));
        }

        return new ExpandedFormula(syntax, fixedEffects, randomTerms, expander.Offsets, DiagnosticOrder.Sort(faults));
    }
}
