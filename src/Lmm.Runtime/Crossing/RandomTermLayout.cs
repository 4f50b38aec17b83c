using Lmm.Coordinates;
using Lmm.Covariance;

namespace Lmm.Crossing;

/// <summary>Where a random term stands among the blocks, and what its parameters mean.</summary>
/// <param name="Factor">The index of its grouping factor.</param>
/// <param name="Offset">Its first effect among those of the factor.</param>
/// <param name="EffectNames">The names of its effects.</param>
/// <param name="Covariance">Its covariance structure.</param>
/// <param name="Basis">The working columns of its effects.</param>
internal sealed record RandomTermLayout(int Factor, int Offset, string[] EffectNames, ICovarianceParameterization Covariance, ColumnBasis Basis)
{
    /// <summary>The number of effects per level.</summary>
    public int EffectCount => EffectNames.Length;
}
