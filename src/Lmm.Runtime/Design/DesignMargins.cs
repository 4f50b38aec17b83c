using Lmm.Variables;

namespace Lmm.Design;

/// <summary>The designs that together have all terms of a model: each random term is in one with X and the response, and each two are in one or among the pairs.</summary>
/// <param name="All">The designs, those with X and the response first.</param>
/// <param name="Pairs">How grouping factors meet that are together in none.</param>
/// <param name="Terms">The terms of the model.</param>
internal sealed record DesignMargins(MarginalDesign[] All, PairSums[] Pairs, ModelTerms Terms)
{
    /// <summary>The names and counts of the model.</summary>
    public ModelShape Shape { get; } = ShapeOf(All);

    /// <summary>What all rows have taught.</summary>
    public StoredCases Taught => All.Select(static margin => margin.Design.Rows.Taught).Aggregate(StoredCases.Join);

    private static ModelShape ShapeOf(MarginalDesign[] all)
    {
        ModelShape first = all[0].Design.Shape;
        var terms = new RandomTermShape[all.Max(static margin => margin.Terms.Max()) + 1];
        Dictionary<string, string[]> levels = [];
        foreach (MarginalDesign margin in all)
        {
            for (int place = 0; place < margin.Terms.Length; place++)
            {
                terms[margin.Terms[place]] = margin.Design.RandomTerms[place].Shape;
            }

            foreach ((string factor, string[] names) in margin.Design.FactorLevels)
            {
                levels[factor] = names;
            }
        }

        return first.With(terms, [.. all.Where(static margin => margin.HasFixedEffects).Select(static margin => margin.Design.ManyLevels).Aggregate(static (left, right) => [.. left.Intersect(right)])], levels);
    }
}
