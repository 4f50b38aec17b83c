using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>One random-effects term: which level each row belongs to, and the columns that vary by level.</summary>
public sealed record RandomEffectsDesign
{
    internal RandomEffectsDesign(FactorColumn grouping, ModelMatrix matrix, CovarianceStructure covariance)
    {
        Grouping = grouping;
        Matrix = matrix;
        Covariance = covariance;
    }

    /// <summary>The grouping factor.</summary>
    public FactorColumn Grouping { get; internal init; }

    /// <summary>The columns left of the bar, rows × effects per level.</summary>
    public ModelMatrix Matrix { get; internal init; }

    /// <summary>The structure of the effects' covariance matrix.</summary>
    public CovarianceStructure Covariance { get; }
}
