namespace Lmm.Results;

/// <summary>What a summary prints of the residuals.</summary>
/// <param name="Values">Minimum, quartiles and maximum; of a linear model with few residual degrees of freedom all residuals.</param>
/// <param name="Rows">The numbers of the rows that these are of, counted from one among those that were kept; null for quantiles.</param>
/// <param name="IsWeighted">Whether they are weighted, with weights that differ.</param>
internal sealed record ResidualSummary(double[] Values, int[]? Rows, bool IsWeighted);
