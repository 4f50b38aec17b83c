using Lmm.Formula.Binding;

namespace Lmm.Formula.Comparison;

/// <summary>Whether the covariance that a random term gives the rows is one that other random terms can give them too.</summary>
internal static class RandomTermNesting
{
    /// <summary>True when it is, false when it is not, null when the formulas do not tell.</summary>
    /// <param name="random">The random term.</param>
    /// <param name="variables">The variables of its model.</param>
    /// <param name="others">The terms that may contain it.</param>
    /// <param name="otherVariables">The variables of their model.</param>
    public static bool? IsContained(RandomTerm random, EquatableArray<ModelVariable> variables, IEnumerable<RandomTerm> others, EquatableArray<ModelVariable> otherVariables)
    {
        RandomTerm[] candidates = [.. others];

        // Uncorrelated effects may lie in several terms; correlated ones lie in one.
        return random.Covariance.IsUncorrelated || random.Terms.Count == 1
            ? All(random.Terms.Select(term => Any(candidates.Select(other => Holds(other, otherVariables, random, new(term), variables)))))
            : Any(candidates.Select(other => Holds(other, otherVariables, random, random.Terms, variables)));
    }

    private static bool? Holds(RandomTerm other, EquatableArray<ModelVariable> otherVariables, RandomTerm random, EquatableArray<ModelTerm> terms, EquatableArray<ModelVariable> variables)
    {
        Dictionary<string, FactorComponent> extra = random.Grouping.Parts.GroupBy(part => TermColumns.NameOf(part, variables), StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        string[] shared = [.. other.Grouping.Parts.Select(part => TermColumns.NameOf(part, otherVariables))];
        if (!Array.TrueForAll(shared, extra.ContainsKey))
        {
            return false;
        }

        foreach (string name in shared)
        {
            extra.Remove(name);
        }

        if (!IsFree(other))
        {
            bool isSame = extra.Count == 0 && terms.All(term => other.Terms.Any(candidate => AreSame(term, variables, candidate, otherVariables)));
            if (other.Covariance.IsUncorrelated)
            {
                return isSame && IsUncorrelated(random, terms);
            }

            // What else a structure holds is not said by what the language knows of it.
            return isSame && other.Covariance == random.Covariance && terms.Count == other.Terms.Count ? true : null;
        }

        // Effects that vary freely over combinations a:b vary within a as effects of the levels of b.
        ColumnSpace space = ColumnSpace.Of(other.Terms, otherVariables);
        TermComponent[] levels = [.. extra.Values];
        return All(terms.Select(term => space.Contains(levels.Concat(term.Components), term.Label, variables)));
    }

    // One column has one variance under any structure.
    private static bool IsFree(RandomTerm random)
        => random.Covariance.IsFree || IsOneColumn(random.Terms);

    private static bool IsUncorrelated(RandomTerm random, EquatableArray<ModelTerm> terms)
        => random.Covariance.IsUncorrelated || IsOneColumn(terms);

    private static bool IsOneColumn(EquatableArray<ModelTerm> terms) => terms.Count == 1 && terms[0].Components.All(component => component is NumericComponent);

    // The columns themselves must be the same where they are uncorrelated: their span does not say enough.
    private static bool AreSame(ModelTerm term, EquatableArray<ModelVariable> variables, ModelTerm candidate, EquatableArray<ModelVariable> candidateVariables)
        => term.Components.Count == candidate.Components.Count
            && term.Components.Zip(candidate.Components, (left, right) => (Left: left, Right: right)).All(pair => (pair.Left, pair.Right) switch
            {
                (FactorComponent { Computed: null } left, FactorComponent { Computed: null } right) => variables[left.Variable].Declaration.MemberName == candidateVariables[right.Variable].Declaration.MemberName && Equals(left.Coding, right.Coding),
                (NumericComponent, NumericComponent) => ColumnSpace.Of([new ModelTerm("", new(pair.Right))], candidateVariables).Contains([pair.Left], "", variables) == true,
                _ => pair.Left.Label == pair.Right.Label,
            });

    private static bool? All(IEnumerable<bool?> answers) => answers.Aggregate((bool?)true, (all, next) => all & next);

    private static bool? Any(IEnumerable<bool?> answers) => answers.Aggregate((bool?)false, (any, next) => any | next);
}
