namespace Lmm.Formula.Binding;

/// <summary>Variances free, correlations zero (<c>||</c>).</summary>
internal sealed record DiagonalStructure : CovarianceStructure
{
    /// <inheritdoc/>
    internal override bool IsFree => false;

    /// <inheritdoc/>
    internal override bool IsUncorrelated => true;

    /// <inheritdoc/>
    internal override string Code => $"{nameof(CovarianceStructure)}.{nameof(Diagonal)}";

    /// <inheritdoc/>
    internal override string Write(string effects, string grouping) => $"({effects} || {grouping})";
}
