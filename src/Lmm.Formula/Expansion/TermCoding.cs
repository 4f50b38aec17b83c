namespace Lmm.Formula.Expansion;

/// <summary>
/// Decides which factors of which terms are coded by contrasts: R's rule of marginality. A factor is coded by contrasts
/// when the term without it is empty, or is contained in a term before it; otherwise its term must carry what that
/// missing margin would have, and it gets an indicator for each level. Source: Chambers and Hastie, "Statistical Models
/// in S", 1992, page 38, as R's <c>terms.formula</c> applies it.
/// </summary>
internal static class TermCoding
{
    /// <summary>Sorts terms by degree, keeping the order of appearance among equals, and decides the coding of each factor.</summary>
    public static IReadOnlyList<ExpandedTerm> Code(IReadOnlyList<VariableSet> terms, VariableList variables)
    {
        // Terms come in order of degree, so a term that contains the k-1 other variables of a k-variable term is either
        // that very set or a k-variable superset of it: keeping all these sets makes the search a look-up.
        var contained = new HashSet<VariableSet>();
        var coded = new List<ExpandedTerm>(terms.Count);
        foreach (VariableSet term in terms.OrderBy(term => term.Count))
        {
            int[] members = [.. term.Members()];
            VariableSet[] margins = [.. members.Select(term.Without)];
            TermFactor[] factors = [.. members.Select((variable, i) => new TermFactor(variable, members.Length == 1 || contained.Contains(margins[i])))];
            coded.Add(new ExpandedTerm(variables.LabelOf(term), factors));
            contained.Add(term);
            contained.UnionWith(margins);
        }

        return coded;
    }
}
