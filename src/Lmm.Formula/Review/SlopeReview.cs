using Lmm.Formula.Binding;
using Lmm.Formula.Comparison;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Review;

/// <summary>Random slopes and fixed effects belong together: the fixed effect is the slopes' mean.</summary>
internal static class SlopeReview
{
    /// <summary>Random slopes whose mean is fixed at zero, each at its first place.</summary>
    public static IEnumerable<FormulaDiagnostic> Warnings(ReviewedFormula formula)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var added = new HashSet<string>(StringComparer.Ordinal);
        foreach (ReviewedRandomTerm random in formula.RandomTerms)
        {
            ReviewedTerm[] missing = [.. random.Slopes.Where(slope => IsWithoutMean(slope, formula) && seen.Add(slope.Bound.Label))];
            foreach (ReviewedTerm slope in missing)
            {
                yield return Warning(slope, missing, added, random);
            }
        }
    }

    // An interaction is added together with the margins that are missing too, and these then need no edit of their own.
    private static FormulaDiagnostic Warning(ReviewedTerm slope, ReviewedTerm[] missing, HashSet<string> added, ReviewedRandomTerm random)
    {
        bool isMargin = missing.Any(other => IsMarginOf(slope, other));
        string terms = isMargin
            ? slope.Bound.Label
            : string.Join(" + ", missing.Where(other => IsMarginOf(other, slope)).OrderBy(margin => margin.Places.Count).Append(slope).Select(term => term.Bound.Label).Where(added.Add));
        FormulaDiagnostic fault = FormulaRules.SlopeWithoutFixedEffect.At(slope.Span, slope.Bound.Label, random.Bound.Grouping.Name, terms, Deparser.Deparse(random.Brackets));
        return isMargin ? fault : fault.WithEdit(new FormulaEdit(new TextSpan(random.Brackets.Span.Start, 0), terms + " + "));
    }

    private static bool IsMarginOf(ReviewedTerm term, ReviewedTerm interaction)
        => term.Places.Count < interaction.Places.Count
            && new HashSet<string>(term.Places.Select(place => Deparser.Deparse(place)), StringComparer.OrdinalIgnoreCase).IsSubsetOf(interaction.Places.Select(place => Deparser.Deparse(place)));

    /// <summary>
    /// Fixed effects without a random slope by a grouping factor. Whether they vary within its levels only the data tell
    /// (Barr, Levy, Scheepers and Tily, J. Mem. Lang. 68, 2013).
    /// </summary>
    public static IEnumerable<FormulaDiagnostic> Remarks(ReviewedFormula formula)
    {
        foreach (IGrouping<string, ReviewedRandomTerm> terms in formula.RandomTerms.GroupBy(random => Key(random.Bound.Grouping, formula.Spec), StringComparer.Ordinal))
        {
            ColumnSpace slopes = ColumnSpace.Of(terms.SelectMany(random => random.Bound.Terms), formula.Spec.Variables);
            ReviewedRandomTerm first = terms.First();
            foreach (ReviewedTerm term in formula.FixedTerms)
            {
                bool isOfGrouping = term.Bound.Components.OfType<FactorComponent>().Any(first.Bound.Grouping.Has);
                if (!isOfGrouping && slopes.Contains(term.Bound, formula.Spec.Variables) == false)
                {
                    BinarySyntax bar = first.Written.Bar;
                    yield return FormulaRules.NoRandomSlope
                        .At(term.Span, term.Bound.Label, first.Bound.Grouping.Name, first.Written.Covariance.Write($"{Deparser.Deparse(bar.Left)} + {term.Bound.Label}", Deparser.Deparse(bar.Right)))
                        .WithEdit(new FormulaEdit(new TextSpan(bar.Left.Span.End, 0), " + " + term.Bound.Label));
                }
            }
        }
    }

    // Where the columns depend on the data, the variables must do: a spline of x has its mean in terms of x.
    private static bool IsWithoutMean(ReviewedTerm slope, ReviewedFormula formula)
        => formula.FixedSpace.Contains(slope.Bound, formula.Spec.Variables) is { } isThere
            ? !isThere
            : !NamesIn([slope]).IsSubsetOf(NamesIn(formula.FixedTerms));

    private static HashSet<string> NamesIn(IEnumerable<ReviewedTerm> terms)
        => new(terms.SelectMany(term => term.Places).SelectMany(NameFinder.In).Select(name => name.Name), StringComparer.OrdinalIgnoreCase);

    private static string Key(GroupingFactor grouping, ModelSpec spec)
        => string.Join("|", grouping.Parts.Select(part => TermColumns.NameOf(part, spec.Variables)).OrderBy(name => name, StringComparer.Ordinal));
}
