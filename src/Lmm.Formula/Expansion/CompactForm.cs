using Lmm.Formula.Syntax;

namespace Lmm.Formula.Expansion;

/// <summary>
/// Writes the right side of a formula with as few terms as its operators allow: <c>a * b</c> for <c>a + b + a:b</c>,
/// <c>(a + b + c)^2</c>, <c>a/b</c> for <c>a + a:b</c>, and <c>(1 | a/b)</c> for <c>(1 | b:a) + (1 | a)</c>.
/// </summary>
internal static class CompactForm
{
    /// <summary>The right side of a formula.</summary>
    /// <param name="formula">The formula.</param>
    public static string Of(ExpandedFormula formula)
    {
        ExpandedTerms fixedEffects = formula.FixedEffects;
        List<string> terms = Sum(fixedEffects);
        terms.AddRange(formula.Offsets.Select(offset => Deparser.Deparse(offset)));
        terms.AddRange(RandomTerms(formula.RandomTerms));
        if (!fixedEffects.HasIntercept)
        {
            terms.Insert(0, "0");
        }
        else if (fixedEffects.Terms.Count == 0)
        {
            terms.Insert(0, "1");
        }

        return string.Join(" + ", terms);
    }

    // The terms of a sum without the intercept.
    private static List<string> Sum(ExpandedTerms sum)
    {
        var products = TermProducts.Of(sum.Terms);
        return [.. products.Select(product => product.Text(sum.Variables))];
    }

    private static string Effects(ExpandedTerms sum)
    {
        List<string> terms = Sum(sum);
        if (!sum.HasIntercept)
        {
            terms.Insert(0, "0");
        }

        return terms.Count == 0 ? "1" : string.Join(" + ", terms);
    }

    private static IEnumerable<string> RandomTerms(IReadOnlyList<ExpandedRandomTerm> randomTerms)
    {
        int i = 0;
        while (i < randomTerms.Count)
        {
            ExpandedRandomTerm deepest = randomTerms[i];
            int depth = NestingFrom(randomTerms, i);
            string grouping = depth == 1
                ? deepest.Grouping.Written
                : string.Join("/", randomTerms[i].Grouping.Parts.Reverse().Select(part => Deparser.Deparse(part)));
            yield return deepest.Covariance.Write(Effects(deepest.Effects), grouping);
            i += depth;
        }
    }

    // How many random terms, from one on, nesting makes: c:(b:a), b:a, a.
    private static int NestingFrom(IReadOnlyList<ExpandedRandomTerm> randomTerms, int start)
    {
        int depth = randomTerms[start].Grouping.Parts.Count;
        return depth <= randomTerms.Count - start && Enumerable.Range(1, depth - 1).All(i => IsOuter(randomTerms[start + i - 1], randomTerms[start + i])) ? depth : 1;
    }

    private static bool IsOuter(ExpandedRandomTerm inner, ExpandedRandomTerm outer)
        => outer.Covariance == inner.Covariance
            && Effects(outer.Effects) == Effects(inner.Effects)
            && outer.Grouping.Parts.Select(part => Deparser.Deparse(part)).SequenceEqual(inner.Grouping.Parts.Skip(1).Select(part => Deparser.Deparse(part)));
}
