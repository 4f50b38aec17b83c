using Lmm.Variables;

namespace Lmm.Design;

/// <summary>
/// The levels of grouping factors that rows with a weight have. A level that only rows of weight zero have counts as one that no fitted row
/// had: it has no conditional mode, neither where the model is fitted nor in rows to predict.
/// </summary>
/// <param name="frame">The rows of the design.</param>
/// <param name="weights">The prior weights of rows to fit; null for equal ones, and for rows to predict.</param>
internal sealed class ObservedLevels(CompleteCases frame, double[]? weights)
{
    private readonly Dictionary<FactorColumn, FactorColumn> _known = new(ReferenceEqualityComparer.Instance);
    private readonly bool _hasIdleRows = weights is not null && Array.IndexOf(weights, 0.0) >= 0;

    /// <summary>The factor by its observed levels: itself when that is all of them.</summary>
    public FactorColumn Of(FactorColumn grouping)
    {
        if (!_known.TryGetValue(grouping, out FactorColumn? observed))
        {
            bool[]? used = frame.Fitted is { } fitted ? fitted.LevelsObserved(grouping.Name) : Find(grouping);
            observed = used is null ? grouping : Without(grouping, used);
            _known.Add(grouping, observed);
        }

        return observed;
    }

    private bool[]? Find(FactorColumn grouping)
    {
        bool[]? used = null;
        if (_hasIdleRows)
        {
            used = new bool[grouping.Levels.Length];
            for (int row = 0; row < weights!.Length; row++)
            {
                used[grouping.Codes[row]] |= weights[row] != 0;
            }
        }

        used = used?.Contains(false) == true ? used : null;
        frame.SetLevelsObserved(grouping.Name, used);
        return used;
    }

    // The codes of levels without an observation go on below those of levels that are unknown already.
    private static FactorColumn Without(FactorColumn grouping, bool[] used)
    {
        int[] codes = UsedLevels.Ranks(used);
        List<string?> unknown = [.. grouping.UnknownLevels];
        for (int level = 0; level < codes.Length; level++)
        {
            if (codes[level] < 0)
            {
                unknown.Add(grouping.Levels[level]);
                codes[level] = -unknown.Count;
            }
        }

        return grouping.WithLevels(UsedLevels.Recode(grouping.Codes, codes), [.. grouping.Levels.Where((_, level) => used[level])], [.. unknown], grouping.Crossed?.Only(used));
    }
}
