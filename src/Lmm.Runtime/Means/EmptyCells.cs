using Lmm.Hypotheses;
using Lmm.Variables;

namespace Lmm.Means;

/// <summary>Says which cells of the reference grid a mean that is not estimable would need, and no row has.</summary>
internal static class EmptyCells
{
    /// <summary>The cells, told by the factors that matter.</summary>
    /// <param name="function">The mean.</param>
    /// <param name="estimate">The estimate.</param>
    public static string Of(MarginalFunction function, FixedEffectsEstimate estimate)
    {
        (FactorLevel[] Levels, bool IsKnown)[] cells = [.. function.Cells().Select(cell => (cell.Levels, estimate.IsEstimable(cell.Function)))];
        FactorLevel[][] missing = [.. cells.Where(static cell => !cell.IsKnown).Select(static cell => cell.Levels)];
        if (missing.Length == 0)
        {
            return "the data cannot tell it, because columns of the model are combinations of others";
        }

        // What the mean is of is told; of the rest, what makes the difference between cells that can be had and those that cannot.
        int[] places = [.. Enumerable.Range(0, missing[0].Length)];
        foreach (int place in places.Where(place => !function.Levels.Any(level => level.Factor == missing[0][place].Factor)).ToArray())
        {
            int[] others = [.. places.Where(other => other != place)];
            HashSet<string> known = [.. cells.Where(static cell => cell.IsKnown).Select(cell => Name(cell.Levels, others))];
            if (others.Length > 0 && !missing.Any(cell => known.Contains(Name(cell, others))))
            {
                places = others;
            }
        }

        string[] names = [.. missing.Select(cell => Name(cell, places)).Distinct()];
        return $"no row tells of {LevelLabel.List([.. names.Select(static name => $"({name})")])}";
    }

    private static string Name(FactorLevel[] levels, int[] places) => string.Join(", ", places.Select(place => levels[place]));
}
