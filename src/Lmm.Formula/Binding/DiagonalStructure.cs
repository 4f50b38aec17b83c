namespace Lmm.Formula.Binding;

/// <summary>Variances free, correlations zero (<c>||</c>).</summary>
public sealed record DiagonalStructure : CovarianceStructure
{
    /// <inheritdoc/>
    public override bool IsFree => false;

    /// <inheritdoc/>
    public override bool IsUncorrelated => true;

    /// <inheritdoc/>
    public override string Code => $"{nameof(CovarianceStructure)}.{nameof(Diagonal)}";

    /// <inheritdoc/>
    public override string Write(string effects, string grouping) => $"({effects} || {grouping})";
}
