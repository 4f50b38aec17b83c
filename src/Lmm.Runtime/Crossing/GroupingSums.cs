using System.Globalization;

namespace Lmm;

/// <summary>The sums of one grouping factor by level.</summary>
public sealed class GroupingSums
{
    /// <summary>The name of the grouping factor.</summary>
    public required string Grouping { get; init; }

    /// <summary>
    /// For each level, in the order of the terms' levels, its rows of ZᵀW[Z X y]: levels × k × (k + p + 1), row by row; k is the number of effects of
    /// all terms on this factor, in the formula's order.
    /// </summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>
    /// For each level the lower triangle of [X y]ᵀW[X y], row by row: levels × (p + 1)(p + 2)/2; null where they were not formed. Covariances robust to clusters by this factor need
    /// them; they serve where the levels of all other grouping factors lie within those of this one.
    /// </summary>
    public IReadOnlyList<double>? Totals { get; init; }

    /// <summary>Whose sums they are, and how many.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Grouping}: {Values.Count} sums");
}
