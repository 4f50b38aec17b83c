using Lmm.Formula.Comparison;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Review;

/// <summary>Random terms that give the rows no covariance which the others cannot give them.</summary>
internal static class ContainmentReview
{
    // Each term is compared with each; nobody writes so many by hand.
    private const int MostTerms = 60;

    /// <summary>The warnings on contained random terms, the smallest and last first.</summary>
    public static IEnumerable<FormulaDiagnostic> Of(ReviewedFormula formula)
    {
        if (formula.RandomTerms.Count > MostTerms)
        {
            yield break;
        }

        var kept = formula.RandomTerms.ToList();
        IGrouping<BracketedSyntax, ReviewedRandomTerm>[] brackets =
        [
            .. formula.RandomTerms
                .GroupBy(random => random.Brackets)
                .OrderBy(terms => terms.Sum(random => random.Bound.Terms.Count))
                .ThenByDescending(terms => terms.Key.Span.Start),
        ];
        foreach (IGrouping<BracketedSyntax, ReviewedRandomTerm> terms in brackets)
        {
            ReviewedRandomTerm[] contained = [.. terms.Where(random => IsContained(random, kept.Where(other => other.Brackets != terms.Key), formula))];
            if (contained.Length > 0)
            {
                ReviewedRandomTerm[] remaining = [.. terms.Except(contained)];
                ReviewedRandomTerm container = kept.FirstOrDefault(other => other.Brackets != terms.Key && IsContained(contained[0], [other], formula))
                    ?? kept.First(other => other.Brackets != terms.Key && other.Bound.Grouping == contained[0].Bound.Grouping);
                kept.RemoveAll(contained.Contains);
                yield return Fault(terms.Key, remaining, container.Brackets, formula.Syntax.Right);
            }
        }
    }

    // (1 | g) + (0 + f | g) is left alone, although the indicators of f span the constant: it is how lme4 reads (f || g),
    // and whoever splits a double bar writes it.
    private static bool IsContained(ReviewedRandomTerm random, IEnumerable<ReviewedRandomTerm> others, ReviewedFormula formula)
        => RandomTermNesting.IsContained(
            random.Bound,
            formula.Spec.Variables,
            others.Where(other => HasIntercept(other) || !HasIntercept(random)).Select(other => other.Bound),
            formula.Spec.Variables) == true;

    private static bool HasIntercept(ReviewedRandomTerm random) => random.Bound.Terms.Any(term => term.IsIntercept);

    private static FormulaDiagnostic Fault(BracketedSyntax brackets, ReviewedRandomTerm[] remaining, BracketedSyntax container, ExpressionSyntax sum)
    {
        string shown = ReviewedFormula.Show(brackets).Trim('\'');
        string other = ReviewedFormula.Show(container);
        BinarySyntax bar = brackets.Bar!;
        if (remaining.Length == 0)
        {
            FormulaDiagnostic fault = FormulaRules.ContainedRandomTerm.At(brackets.Span, shown, other, "remove it");
            return SummandRemoval.Of(brackets, sum) is { } removed ? fault.WithEdit(new FormulaEdit(removed, "")) : fault;
        }

        string[] terms = [.. remaining.Select(random => random.Bound.Covariance.Write(Deparser.Deparse(bar.Left), random.Written.Grouping.Written))];
        string left = string.Join(" + ", terms);
        return FormulaRules.ContainedRandomTerm.At(brackets.Span, shown, other, $"write '{left}'").WithEdit(new FormulaEdit(brackets.Span, left));
    }
}
