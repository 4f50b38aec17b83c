namespace Lmm.Formula.Binding;

/// <summary>All variances and correlations free (<c>|</c>).</summary>
internal sealed record UnstructuredStructure : CovarianceStructure
{
    /// <inheritdoc/>
    internal override bool IsFree => true;

    /// <inheritdoc/>
    internal override bool IsUncorrelated => false;

    /// <inheritdoc/>
    internal override string Code => $"{nameof(CovarianceStructure)}.{nameof(Unstructured)}";

    /// <inheritdoc/>
    internal override string Write(string effects, string grouping) => $"({effects} | {grouping})";
}
