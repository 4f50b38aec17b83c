using System.Globalization;
using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Review;

/// <summary>What groups rows should have many levels, and be no fixed effect.</summary>
internal static class GroupingReview
{
    private const int FewestLevels = 5;

    /// <summary>The warnings on grouping factors.</summary>
    public static IEnumerable<FormulaDiagnostic> Of(ReviewedFormula formula)
    {
        var seen = new HashSet<TextSpan>();
        foreach (ReviewedRandomTerm random in formula.RandomTerms)
        {
            FormulaDiagnostic? fixedToo = FixedToo(random, formula);
            if (fixedToo is not null && seen.Add(fixedToo.Span))
            {
                yield return fixedToo;
            }

            if (Levels(random.Bound.Grouping, formula.Spec) is { } levels && levels < FewestLevels)
            {
                yield return Few(random, levels, formula);
            }
        }
    }

    private static FormulaDiagnostic? FixedToo(ReviewedRandomTerm random, ReviewedFormula formula)
    {
        IReadOnlyList<int> grouping = random.Bound.Grouping.Variables;
        foreach (ReviewedTerm term in formula.FixedTerms)
        {
            int[] factors = [.. term.Bound.Components.Select(component => component is FactorComponent factor ? factor.Variable : -1)];
            if (grouping.All(factors.Contains))
            {
                TextSpan span = term.Places.Where((_, i) => grouping.Contains(factors[i])).Select(place => place.Span).Aggregate((all, next) => all.Through(next));
                return FormulaRules.GroupingAmongFixedEffects.At(span, string.Join(":", term.Bound.Components.Where((_, i) => grouping.Contains(factors[i])).Select(component => component.Label)), Deparser.Deparse(random.Brackets));
            }
        }

        return null;
    }

    private static FormulaDiagnostic Few(ReviewedRandomTerm random, int levels, ReviewedFormula formula)
    {
        GroupingFactor grouping = random.Bound.Grouping;
        TextSpan span = random.Written.Grouping.Variables.Select(name => name.Span).Aggregate((all, next) => all.Through(next));
        FormulaDiagnostic fault = FormulaRules.FewLevels.At(span, grouping.Name, levels.ToString(CultureInfo.InvariantCulture));

        // Group by group intercepts of one factor are its fixed effects.
        bool isIntercept = random.Slopes.Count == 0 && grouping.Variables.Count == 1 && random.Written.Bar.Right is NameSyntax;
        bool isFixedToo = formula.FixedTerms.Any(term => term.Bound.Components.Any(component => component is FactorComponent factor && grouping.Variables.Contains(factor.Variable)));
        return isIntercept && !isFixedToo
            ? fault.WithEdit(new FormulaEdit(random.Brackets.Span, Deparser.Deparse(random.Written.Bar.Right)))
            : fault;
    }

    /// <summary>The number of combinations of known levels; null where the data tell the levels.</summary>
    private static int? Levels(GroupingFactor grouping, ModelSpec spec)
    {
        long levels = 1;
        foreach (int variable in grouping.Variables)
        {
            VariableDeclaration declaration = spec.Variables[variable].Declaration;
            int known = declaration.Levels.Count > 0 ? declaration.Levels.Count : declaration.Type == VariableType.Boolean ? 2 : 0;
            levels = Math.Min(levels * known, FewestLevels);
            if (known == 0)
            {
                return null;
            }
        }

        return (int)levels;
    }
}
