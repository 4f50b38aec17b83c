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
        GroupingFactor grouping = random.Bound.Grouping;
        foreach (ReviewedTerm term in formula.FixedTerms)
        {
            (TermComponent Component, ExpressionSyntax Place)[] shared = [.. term.Bound.Components.Zip(term.Places, (component, place) => (component, place)).Where(pair => pair.component is FactorComponent factor && grouping.Has(factor))];
            if (grouping.Parts.All(part => shared.Any(pair => part.HasLevelsOf((FactorComponent)pair.Component))))
            {
                TextSpan span = shared.Select(pair => pair.Place.Span).Aggregate((all, next) => all.Through(next));
                return FormulaRules.GroupingAmongFixedEffects.At(span, string.Join(":", shared.Select(pair => pair.Component.Label)), Deparser.Deparse(random.Brackets));
            }
        }

        return null;
    }

    private static FormulaDiagnostic Few(ReviewedRandomTerm random, int levels, ReviewedFormula formula)
    {
        GroupingFactor grouping = random.Bound.Grouping;
        FormulaDiagnostic fault = FormulaRules.FewLevels.At(random.Written.Grouping.Span, grouping.Name, levels.ToString(CultureInfo.InvariantCulture));

        // Group by group intercepts of one factor are its fixed effects.
        bool isIntercept = random.Slopes.Count == 0 && random.Written.Bar.Right is NameSyntax;
        bool isFixedToo = formula.FixedTerms.Any(term => term.Bound.Components.Any(component => component is FactorComponent factor && grouping.Has(factor)));
        return isIntercept && !isFixedToo
            ? fault.WithEdit(new FormulaEdit(random.Brackets.Span, Deparser.Deparse(random.Written.Bar.Right)))
            : fault;
    }

    /// <summary>The number of combinations of known levels; null where the data tell the levels.</summary>
    private static int? Levels(GroupingFactor grouping, ModelSpec spec)
    {
        long levels = 1;
        foreach (FactorComponent part in grouping.Parts)
        {
            if (part.Computed is { } computed && !computed.Expression.IsTruth)
            {
                return null;
            }

            VariableDeclaration? declaration = part.Computed is null ? spec.Variables[part.Variable].Declaration : null;
            int known = declaration is null ? 2 : declaration.Levels.Count > 0 ? declaration.Levels.Count : declaration.Type == VariableType.Boolean ? 2 : 0;
            levels = Math.Min(levels * known, FewestLevels);
            if (known == 0)
            {
                return null;
            }
        }

        return (int)levels;
    }
}
