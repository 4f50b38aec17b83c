using Lmm.Covariance;
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

    /// <summary>The number of elements of θ that the term has.</summary>
    public int ThetaCount => CovarianceParameterization.Of(Covariance, Matrix.ColumnCount).ParameterCount;

    /// <summary>The names of the term's elements of θ, in their order: the effects concerned, as in <c>Days.(Intercept)</c>.</summary>
    public IReadOnlyList<string> ThetaNames => CovarianceParameterization.Of(Covariance, Matrix.ColumnCount).ParameterNames(Matrix.ColumnNames);
}
