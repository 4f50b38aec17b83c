using Lmm.Crossing;
using Lmm.Solver.Optimization;

namespace Lmm.Solver;

/// <summary>Says in words what the data do not determine.</summary>
internal static class FlatText
{
    /// <summary>A sentence for each flat direction.</summary>
    public static string[] Sentences(CrossProducts products, FlatDirections flat)
        => [.. flat.Found.Select(parts => Sentence(products, [.. products.Terms.Where((_, term) => parts[term])]))];

    private static string Sentence(CrossProducts products, RandomTermLayout[] terms)
    {
        string what = terms.Length > 1 ? $"what of the variation is that of {List(terms.Select(term => Name(products, term)))}"
            : terms[0].EffectNames.Length == 1 ? $"the variance of {terms[0].EffectNames[0]} of {products.Factors[terms[0].Factor].Name}"
            : $"all {terms[0].Covariance.Quantities} of {Name(products, terms[0])}";
        return $"the data do not determine {what}: the criterion is flat there, and the estimates printed are one of many that are as good";
    }

    private static string Name(CrossProducts products, RandomTermLayout term)
        => term.Covariance.Structure.Write(string.Join(" + ", term.EffectNames.Select(static name => name == "(Intercept)" ? "1" : name)), products.Factors[term.Factor].Name);

    private static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }
}
