using Lmm.Formula.Expansion;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>Numbers the variables that a model reads, in the order of the formula's text.</summary>
internal static class VariableNumbering
{
    /// <summary>Numbers the variables of a formula.</summary>
    public static void Assign(ExpandedFormula formula, VariableTable variables)
    {
        // As in R, a variable whose terms are all taken out again is one of the model: rows that lack it are not fitted.
        IEnumerable<ExpressionSyntax> read =
        [
            formula.Syntax.Response,
            .. Named(formula.FixedEffects),
            .. formula.RandomTerms.SelectMany(random => Named(random.Effects)),
            .. formula.RandomTerms.SelectMany(random => random.Grouping.Parts),
            .. formula.Offsets,
        ];
        foreach (NameSyntax name in read.SelectMany(NameFinder.In).OrderBy(name => name.Span.Start))
        {
            variables.Number(name.Name);
        }
    }

    private static IEnumerable<ExpressionSyntax> Named(ExpandedTerms terms) => terms.Variables.Select(variable => variable.Occurrences[0]);
}
