using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>One random-effects term: which level each row belongs to, and the columns that vary by level.</summary>
/// <param name="Grouping">The grouping factor.</param>
/// <param name="Matrix">The columns left of the bar, rows × effects per level.</param>
/// <param name="Covariance">The structure of the effects' covariance matrix.</param>
public sealed record RandomEffectsDesign(FactorColumn Grouping, ModelMatrix Matrix, CovarianceStructure Covariance)
{
    /// <summary>The names.</summary>
    internal RandomTermShape Shape => new()
    {
        Grouping = Grouping.Name,
        Levels = Array.AsReadOnly(Grouping.Levels),
        Effects = Array.AsReadOnly(Matrix.ColumnNames),
        Covariance = Covariance,
    };
}
