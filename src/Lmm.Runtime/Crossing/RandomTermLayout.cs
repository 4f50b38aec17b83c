using Lmm.Coordinates;
using Lmm.Covariance;

namespace Lmm.Crossing;

/// <summary>Where a random term, or a part of one, stands among the blocks, and what its parameters mean. To the solver each is a term.</summary>
/// <param name="Term">The index in the formula's order of the term that it is (part of).</param>
/// <param name="FirstColumn">Its first column among those of that term.</param>
/// <param name="Factor">The index of its grouping factor.</param>
/// <param name="Offset">Its first effect among those of the factor.</param>
/// <param name="EffectNames">The names of its effects.</param>
/// <param name="Covariance">Its covariance structure.</param>
/// <param name="Basis">The working columns of its effects.</param>
internal sealed record RandomTermLayout(int Term, int FirstColumn, int Factor, int Offset, string[] EffectNames, ICovarianceParameterization Covariance, ColumnBasis Basis)
{
    /// <summary>For a column by itself, the number of those that it shares no row with, as they do among themselves; else −1.</summary>
    public int Family { get; init; } = -1;

    /// <summary>The number of effects per level.</summary>
    public int EffectCount => EffectNames.Length;
}
