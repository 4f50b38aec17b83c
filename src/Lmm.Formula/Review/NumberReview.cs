using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Review;

/// <summary>Whole numbers used as numbers, although they seem to be labels: they group rows, or are a factor in other rows.</summary>
internal static class NumberReview
{
    /// <summary>The warnings on whole numbers, each at the first place where it is a number.</summary>
    public static IEnumerable<FormulaDiagnostic> Of(ReviewedFormula formula)
    {
        for (int i = 0; i < formula.Spec.Variables.Count; i++)
        {
            ModelVariable variable = formula.Spec.Variables[i];
            if (variable.Declaration is not { Type: VariableType.Integer, IsFactor: false } || Reason(i, formula) is not { } reason)
            {
                continue;
            }

            NameSyntax? place = formula.FixedTerms.Concat(formula.RandomTerms.SelectMany(random => random.Slopes))
                .SelectMany(term => term.Bound.Components.Zip(term.Places, (component, node) => (component, node)))
                .Where(pair => pair.component is not FactorComponent)
                .SelectMany(pair => NameFinder.In(pair.node))
                .FirstOrDefault(name => string.Equals(name.Name, variable.Name, StringComparison.OrdinalIgnoreCase));
            if (place is not null)
            {
                yield return FormulaRules.NumberAndFactor.At(place.Span, place.Name, reason) with
                {
                    Properties = new(new DiagnosticProperty(FormulaDiagnostic.MemberProperty, variable.Declaration.Name)),
                };
            }
        }
    }

    private static string? Reason(int variable, ReviewedFormula formula)
        => formula.RandomTerms.FirstOrDefault(random => random.Bound.Grouping.Parts.Count == 1 && random.Bound.Grouping.Parts[0].Variable == variable) is { } grouped
            ? $"groups rows in {ReviewedFormula.Show(grouped.Brackets)}"
            : formula.Spec.Variables[variable].Declaration.FactorIn is { } row ? $"a factor in '{row}'"
            : null;
}
