using Lmm.Formula.Syntax;

namespace Lmm.Formula.Expansion;

/// <summary>Writes the right side of a formula with its operators resolved: a sum of terms, intercepts and nesting included.</summary>
internal static class ExplicitForm
{
    /// <summary>The right side of a formula, such as <c>1 + a + b + a:b + (1 | g)</c>.</summary>
    /// <param name="formula">The formula.</param>
    public static string Of(ExpandedFormula formula)
    {
        var terms = new List<string>(TermsOf(formula.FixedEffects, formula.Syntax.Response is MissingSyntax ? 0 : 1));
        terms.AddRange(formula.Offsets.Select(offset => Deparser.Deparse(offset)));
        terms.AddRange(formula.RandomTerms.Select(RandomTerm));
        return string.Join(" + ", terms);
    }

    private static string RandomTerm(ExpandedRandomTerm random)
        => random.Covariance.Write(string.Join(" + ", TermsOf(random.Effects, 0)), random.Grouping.Written);

    /// <summary>The terms of a sum, the intercept's <c>1</c> or <c>0</c> first.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="first">The first variable that can stand in a term: past the response.</param>
    private static IEnumerable<string> TermsOf(ExpandedTerms sum, int first)
        => InOrderOfVariables(sum.Terms, first).Select(term => term.Label).Prepend(sum.HasIntercept ? "1" : "0");

    // Variables are numbered in order of appearance, and labels follow the numbers: an interaction whose variables come
    // in before their main effects must be written before them. Terms of one degree keep their order.
    private static IEnumerable<ExpandedTerm> InOrderOfVariables(IReadOnlyList<ExpandedTerm> terms, int first)
    {
        List<Queue<ExpandedTerm>> byDegree = [.. terms.GroupBy(term => term.Factors.Count).Select(degree => new Queue<ExpandedTerm>(degree))];
        int known = first;
        while (byDegree.Count > 0)
        {
            Queue<ExpandedTerm> degree = byDegree.Find(queue => BringsInNext(queue.Peek(), known)) ?? byDegree[0];
            ExpandedTerm next = degree.Dequeue();
            known = Math.Max(known, next.Factors.Max(factor => factor.Variable) + 1);
            byDegree.RemoveAll(queue => queue.Count == 0);
            yield return next;
        }
    }

    private static bool BringsInNext(ExpandedTerm term, int known)
        => term.Factors.Select(factor => factor.Variable).Where(variable => variable >= known).Select((variable, i) => variable == known + i).All(isNext => isNext);
}
