namespace Lmm.Formula.Binding;

/// <summary>All variances and correlations free (<c>|</c>).</summary>
public sealed record UnstructuredStructure : CovarianceStructure
{
    /// <inheritdoc/>
    public override bool IsFree => true;

    /// <inheritdoc/>
    public override bool IsUncorrelated => false;

    /// <inheritdoc/>
    public override string Code => $"{nameof(CovarianceStructure)}.{nameof(Unstructured)}";

    /// <inheritdoc/>
    public override string Write(string effects, string grouping) => $"({effects} | {grouping})";
}
