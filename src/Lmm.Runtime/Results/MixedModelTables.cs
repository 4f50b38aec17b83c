using Lmm.Results;

namespace Lmm;

/// <summary>The tables of a linear mixed model.</summary>
public sealed class MixedModelTables : FitTables
{
    private readonly LinearMixedModelFit _fit;

    internal MixedModelTables(LinearMixedModelFit fit)
        : base(fit) => _fit = fit;

    /// <summary>The coefficients with their tests, by the method of <see cref="FitOptions.DegreesOfFreedom"/>.</summary>
    public override ResultTable Coefficients => SummarisedTests.Of(_fit, _fit.Options.DegreesOfFreedom).ToTable();

    /// <summary>The variance components of all grouping factors and of the residuals.</summary>
    public ResultTable VarianceComponents => VarianceTable.Of(_fit.Terms, _fit.Sigma).WithTitle("Random effects");

    /// <summary>The conditional modes of a grouping factor, a row per level and effect; an unknown name is an error that lists the names.</summary>
    /// <exception cref="ModelException">No grouping factor has that name.</exception>
    public ResultTable ConditionalModes(string grouping) => _fit.RandomEffects(grouping).ToModesTable();

    /// <inheritdoc/>
    public override IReadOnlyList<ResultTable> Report => [Criteria, VarianceComponents, Coefficients];
}
