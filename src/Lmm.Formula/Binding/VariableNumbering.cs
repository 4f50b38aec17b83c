using Lmm.Formula.Expansion;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>Numbers the variables that a model reads, in the order of the formula's text.</summary>
internal static class VariableNumbering
{
    /// <summary>Numbers the variables of a formula.</summary>
    public static void Assign(ExpandedFormula formula, VariableTable variables)
    {
        // A variable whose terms are all taken out again is not read.
        IEnumerable<ExpressionSyntax> read =
        [
            formula.Syntax.Response,
            .. Used(formula.FixedEffects),
            .. formula.RandomTerms.SelectMany(random => Used(random.Effects)),
            .. formula.RandomTerms.SelectMany(random => random.Grouping.Variables),
            .. formula.Offsets,
        ];
        foreach (NameSyntax name in read.SelectMany(NameFinder.In).OrderBy(name => name.Span.Start))
        {
            variables.Number(name.Name);
        }
    }

    private static IEnumerable<ExpressionSyntax> Used(ExpandedTerms terms)
        => terms.Terms.SelectMany(term => term.Factors).Select(factor => factor.Variable).Distinct().Select(variable => terms.Variables[variable].Occurrences[0]);
}
