using System.Globalization;
using Lmm.Formula.Binding;
using Lmm.Variables;

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
    public CovarianceStructure Covariance { get; internal init; }

    /// <summary>The names.</summary>
    internal RandomTermShape Shape => new()
    {
        Grouping = Grouping.Name,
        Levels = Array.AsReadOnly(Grouping.Levels),
        Crossed = Grouping.Crossed,
        Effects = Array.AsReadOnly(Matrix.ColumnNames),
        Covariance = Covariance,
    };

    /// <summary>The number of elements of θ that the term has.</summary>
    public int ThetaCount => Shape.Parameterization.ParameterCount;

    /// <summary>The names of the term's elements of θ, in their order: the effects concerned, as in <c>Days.(Intercept)</c>.</summary>
    public IReadOnlyList<string> ThetaNames => Array.AsReadOnly([.. Shape.Parameterization.ParameterNames(Matrix.ColumnNames)]);

    /// <summary>What varies by what.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{LevelLabel.List(Matrix.ColumnNames)} by {Grouping.Name}, {Grouping.Levels.Length} levels");
}
