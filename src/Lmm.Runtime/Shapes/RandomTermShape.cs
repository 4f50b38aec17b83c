using System.Globalization;
using Lmm.Covariance;
using Lmm.Formula.Binding;
using Lmm.Variables;

namespace Lmm;

/// <summary>The names of a random-effects term: what varies by what.</summary>
public sealed class RandomTermShape
{
    /// <summary>The name of the grouping factor.</summary>
    public required string Grouping { get; init; }

    /// <summary>The levels of the grouping factor that rows with a weight have.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>The levels that each level combines; null where that is not known, and for one factor.</summary>
    internal CrossedLevels? Crossed { get; init; }

    /// <summary>The names of the effects of one level.</summary>
    public required IReadOnlyList<string> Effects { get; init; }

    /// <summary>The structure of the effects' covariance matrix.</summary>
    public CovarianceStructure Covariance { get; init; } = CovarianceStructure.Unstructured;

    /// <summary>What its share of θ means.</summary>
    internal ICovarianceParameterization Parameterization => CovarianceParameterization.Of(Covariance, Effects.Count);

    /// <summary>What varies by what.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", Effects)} by {Grouping}, {Levels.Count} levels");
}
