using Lmm.Formula.Binding;
using Lmm.Plots.Texts;
using Lmm.Shapes;

namespace Lmm.Plots.Reports;

/// <summary>A formula in words: what the response depends on, and which effects vary by what.</summary>
internal static class FormulaWords
{
    private const string Intercept = "(Intercept)";
    private const int MostEffects = 8;

    /// <summary>The sentences.</summary>
    public static IEnumerable<string> Of(ModelShape shape)
    {
        yield return Fixed(shape);
        foreach (IGrouping<string, RandomTermShape> grouping in shape.RandomTerms.GroupBy(static term => term.Grouping))
        {
            yield return Random(grouping.Key, [.. grouping]);
        }

        if (shape.RandomTerms.Count == 0)
        {
            yield return "Rows are taken to be independent of each other.";
        }

        if (shape.WeightsName is { } weights)
        {
            yield return $"Rows count by the weights in {weights}: the variance of a residual is σ² divided by its weight.";
        }

        if (shape.OffsetName is { } offset)
        {
            yield return $"{offset} is added as it is, as an offset.";
        }
    }

    private static string Fixed(ModelShape shape)
    {
        if (shape.FixedTerms is not { } terms)
        {
            return $"{shape.ResponseName} is explained by the columns {Lists.Of(shape.Coefficients)}.";
        }

        string[] own = [.. terms.Where(static term => term.Parts.Count == 1).Select(static term => term.Label)];
        string[] interactions = [.. terms.Where(static term => term.Parts.Count > 1).Select(Interaction)];
        bool hasIntercept = terms.Any(static term => term.IsIntercept);
        string mean = own.Length > 0
            ? $"{shape.ResponseName} is explained by {Joined(own)}{(hasIntercept ? "" : ", without an intercept")}"
            : hasIntercept && interactions.Length == 0 ? $"{shape.ResponseName} is described by its mean" : $"{shape.ResponseName} is explained";
        return interactions.Length == 0 ? $"{mean}." : $"{mean}; {Joined(interactions)}.";
    }

    private static string Interaction(FixedTermShape term)
    {
        TermPartShape[] numbers = [.. term.Parts.Where(static part => !part.IsFactor)];
        TermPartShape[] factors = [.. term.Parts.Where(static part => part.IsFactor)];
        return (numbers.Length, factors.Length) switch
        {
            (1, _) => $"the effect of {numbers[0].Name} differs by {Joined([.. factors.Select(static factor => factor.Name)])}",
            (0, 2) => $"the differences between the levels of {factors[0].Name} differ by {factors[1].Name}",
            (2, 0) => $"the effect of {numbers[0].Name} changes with {numbers[1].Name}",
            _ => $"{Joined([.. term.Parts.Select(static part => part.Name)])} act together",
        };
    }

    private static string Random(string grouping, RandomTermShape[] terms)
    {
        string[] effects = [.. terms.SelectMany(static term => term.Effects)];
        string[] shown = [.. effects.Take(MostEffects).Select(static effect => effect == Intercept ? "the level of the response" : $"the effect of {effect}")];
        string what = effects.Length > MostEffects ? $"{string.Join(", ", shown)} and {effects.Length - MostEffects} more effects" : Joined(shown);
        string by = string.Join(" and ", grouping.Split(':'));
        string levels = $"{NumberLabel.Count(terms[0].Levels.Count)} {(grouping.Contains(':', StringComparison.Ordinal) ? "combinations" : "levels")}";
        return $"{char.ToUpperInvariant(what[0])}{what[1..]} {(effects.Length == 1 ? "varies" : "vary")} by {by} ({levels}){Together(terms, effects.Length)}.";
    }

    private static string Together(RandomTermShape[] terms, int effects) => effects == 1 ? ""
        : terms.All(static term => term.Effects.Count == 1 || term.Covariance == CovarianceStructure.Diagonal) ? ", independently of each other"
        : terms.Length == 1 && terms[0].Covariance == CovarianceStructure.Unstructured ? ", correlated with each other as the data say"
        : ", correlated as far as the formula allows";

    private static string Joined(string[] items)
        => items.Length < 2 ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
}
