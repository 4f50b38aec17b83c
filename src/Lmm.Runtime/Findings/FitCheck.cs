namespace Lmm.Findings;

/// <summary>Looks for one thing in a fit.</summary>
internal abstract class FitCheck
{
    /// <summary>The kinds of its findings.</summary>
    public abstract IReadOnlyList<FindingKind> Kinds { get; }

    /// <summary>What keeps it from looking, in a sentence; null where it can.</summary>
    public virtual string? Obstacle(ReviewedFit reviewed) => null;

    /// <summary>The findings.</summary>
    public abstract IEnumerable<Finding> Find(ReviewedFit reviewed);
}

/// <summary>Looks for one thing in the rows of a fit.</summary>
internal abstract class RowCheck : FitCheck
{
    /// <inheritdoc/>
    public override string? Obstacle(ReviewedFit reviewed) => reviewed.Fit.HasRows ? null : "the fit is one from cross-products, which have no rows; fit the model to its rows.";
}

/// <summary>Looks for one thing in the rows and terms of a mixed model.</summary>
internal abstract class RandomTermCheck : RowCheck
{
    /// <inheritdoc/>
    public override string? Obstacle(ReviewedFit reviewed) => reviewed.Mixed is null ? null
        : base.Obstacle(reviewed) ?? (reviewed.Fit.Design.Terms is null ? "the design was built by hand, and does not say which columns are of which term." : null);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Find(ReviewedFit reviewed) => reviewed.Mixed is { } fit ? Find(reviewed, fit) : [];

    /// <summary>The findings of a mixed model.</summary>
    protected abstract IEnumerable<Finding> Find(ReviewedFit reviewed, LinearMixedModelFit fit);
}
