using Lmm.Benchmarks.Robustness.Drawing;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>The models that a drawn model contains, its fixed effects left alone: none can have a lower criterion than it.</summary>
internal static class Submodels
{
    /// <summary>What a submodel lacks, and its formula.</summary>
    public static IEnumerable<(string Lacks, string Formula)> Of(RandomModel model)
    {
        RandomTerm[] terms = [.. model.RandomTerms.SelectMany(Expanded)];
        for (int index = 0; index < terms.Length; index++)
        {
            RandomTerm term = terms[index];
            if (terms.Length > 1)
            {
                yield return ("a term", FormulaOf(model, terms.Where(other => other != term)));
            }

            foreach ((string lacks, RandomTerm smaller) in Smaller(term))
            {
                yield return (lacks, FormulaOf(model, terms.Select(other => other == term ? smaller : other)));
            }
        }
    }

    private static IEnumerable<(string Lacks, RandomTerm Term)> Smaller(RandomTerm term)
    {
        foreach (string effect in term.Effects)
        {
            // The indicators of (0 + f | g) sum to an intercept.
            yield return ("a slope", term with { Effects = [.. term.Effects.Where(other => other != effect)], HasIntercept = true });
        }

        if (term.Effects is ["poly(x, 2)"])
        {
            yield return ("a slope", term with { Effects = ["x"] });
        }

        if (!term.IsDiagonal && term.Effects.Count > 0 && !term.Effects.Any(effect => effect is "f" or "poly(x, 2)"))
        {
            yield return ("correlations", term with { IsDiagonal = true });
        }
    }

    private static IEnumerable<RandomTerm> Expanded(RandomTerm term) => term.Group == "g/k" ? [term with { Group = "g" }, term with { Group = "g:k" }] : [term];

    private static string FormulaOf(RandomModel model, IEnumerable<RandomTerm> terms) => (model with { RandomTerms = [.. terms] }).Formula;
}
