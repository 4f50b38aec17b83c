namespace Lmm.Means;

/// <summary>Products of the contrasts of several factors.</summary>
internal static class InteractionContrasts
{
    /// <summary>Makes the contrasts of a group of estimates, whose levels are those of the factors.</summary>
    /// <param name="kinds">A kind of contrasts for each factor.</param>
    public static Func<MarginalFamily, MarginalFunction[], Contrast[]> Of(ContrastKind[] kinds) => (family, functions) =>
    {
        string[][] levels = [.. family.Of.Select((_, place) => functions.Select(function => function.Levels[place].Level).Distinct().ToArray())];
        Contrast[][] own = [.. kinds.Select((kind, place) => Contrast.Of(kind, Contrast.Labels(family.Of[place], levels[place])))];
        if (functions.Length != levels.Aggregate(1, static (product, factor) => product * factor.Length))
        {
            throw new ModelException(family.Settings.Model, LmmErrorCode.NotAvailable, $"not all combinations of the levels of {string.Join(", ", family.Of)} exist, so that contrasts of one cannot be compared at all levels of another.");
        }

        // The first factor varies fastest, among contrasts as among estimates.
        return own.Aggregate(
            (IEnumerable<Contrast>)[new Contrast("", [1])],
            static (slow, fast) => [.. fast.SelectMany(contrast => slow.Select(before => new Contrast(
                before.Name.Length == 0 ? contrast.Name : $"{before.Name} : {contrast.Name}",
                [.. contrast.Weights.SelectMany(weight => before.Weights.Select(other => weight * other))])))]).ToArray();
    };
}
