namespace Lmm;

/// <summary>
/// The sums over rows that a linear mixed model's fit needs, as whoever holds the rows forms them: of products of the columns as they are, neither
/// centred nor scaled. W is the diagonal matrix of the prior weights, p the number of columns of X.
/// </summary>
/// <remarks>
/// Sums of squares about zero lose the digits by which a column's size exceeds its spread: columns and response should be near their means. The
/// column of ones, where X has it, is the first and called (Intercept).
/// </remarks>
public sealed class ModelSums
{
    /// <summary>The names and counts: columns of X, terms with their levels, n.</summary>
    public required ModelShape Shape { get; init; }

    /// <summary>[X y]ᵀW[X y], (p + 1) × (p + 1), symmetric; y is the response less its offset.</summary>
    public required Matrix Totals { get; init; }

    /// <summary>The sums by level, one per grouping factor of the terms, in the order in which the factors first occur.</summary>
    public required IReadOnlyList<GroupingSums> Groupings { get; init; }

    /// <summary>The sums by pairs of levels, one per two grouping factors; empty for one factor.</summary>
    public IReadOnlyList<GroupingPairSums> Pairs { get; init; } = [];

    /// <summary>Σw over the rows; null for equal weights of one.</summary>
    public double? WeightSum { get; init; }

    /// <summary>Σ log w over the rows.</summary>
    public double LogWeightSum { get; init; }

    /// <summary>The model's name, the formula and n.</summary>
    public override string ToString() => Shape.ToString();
}
