namespace Lmm.Formula.Expansion;

/// <summary>Finds products in a sum: sets of terms that one operator writes.</summary>
internal static class TermProducts
{
    // More terms than this come of operators already, and nobody reads them written out.
    private const int MostTerms = 256;

    /// <summary>Products that together have exactly the terms of a sum.</summary>
    public static IReadOnlyList<TermProduct> Of(IReadOnlyList<ExpandedTerm> terms)
    {
        int[][] sets = [.. terms.Select(term => term.Factors.Select(factor => factor.Variable).ToArray())];
        var written = new HashSet<string>(StringComparer.Ordinal);
        var present = new HashSet<string>(sets.Select(Key), StringComparer.Ordinal);
        var products = new List<TermProduct>();
        foreach (TermProduct candidate in Candidates(sets).OrderByDescending(product => product.Sets().Count()))
        {
            string[] keys = [.. candidate.Sets().Select(Key)];
            if (keys.All(present.Contains) && !keys.All(written.Contains))
            {
                products.Add(candidate);
                written.UnionWith(keys);
            }
        }

        // In the order of the terms that each brings first.
        return [.. products.OrderBy(product => Array.FindIndex(sets, set => Key(set) == Key(product.Sets().First())))];
    }

    private static IEnumerable<TermProduct> Candidates(int[][] sets)
    {
        if (sets.Length > MostTerms)
        {
            return sets.Select(set => new TermProduct(ProductKind.Term, set, set.Length));
        }

        return Operations(sets);
    }

    private static IEnumerable<TermProduct> Operations(int[][] sets)
    {
        int[] joined = [.. sets.Where(set => set.Length > 1).SelectMany(set => set).Distinct().OrderBy(variable => variable)];
        int degree = sets.Select(set => set.Length).DefaultIfEmpty(0).Max();
        if (degree > 1 && degree < joined.Length && joined.Length <= TermProduct.MostVariables)
        {
            yield return new TermProduct(ProductKind.Power, joined, degree);
        }

        foreach (int[] set in sets)
        {
            if (set.Length is > 1 and <= TermProduct.MostVariables)
            {
                yield return new TermProduct(ProductKind.Crossing, set, set.Length);
            }

            if (set.Length == 2)
            {
                yield return new TermProduct(ProductKind.Nesting, set, 2);
            }

            yield return new TermProduct(ProductKind.Term, set, set.Length);
        }
    }

    private static string Key(int[] set) => string.Join(",", set);
}
