using System.Globalization;

namespace Lmm;

/// <summary>The sums of two grouping factors by the pairs of levels that rows have.</summary>
public sealed class GroupingPairSums
{
    /// <summary>The name of the first grouping factor.</summary>
    public required string First { get; init; }

    /// <summary>The name of the second grouping factor.</summary>
    public required string Second { get; init; }

    /// <summary>The pairs of levels, each once, by their places in the terms' levels.</summary>
    public required IReadOnlyList<(int First, int Second)> Levels { get; init; }

    /// <summary>For each pair Z₁ᵀWZ₂ of its rows, k₁ × k₂, row by row.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Whose sums they are, and of how many pairs.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First} and {Second}: {Levels.Count} pairs");
}
