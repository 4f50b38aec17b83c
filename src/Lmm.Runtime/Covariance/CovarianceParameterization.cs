using Lmm.Formula.Binding;

namespace Lmm.Covariance;

/// <summary>The parameterization of each covariance structure that a formula can ask for.</summary>
internal static class CovarianceParameterization
{
    public static ICovarianceParameterization Of(CovarianceStructure structure, int effectCount) => structure switch
    {
        UnstructuredStructure => new UnstructuredCovariance(effectCount),
        DiagonalStructure => new DiagonalCovariance(effectCount),
        _ => throw new ArgumentOutOfRangeException(nameof(structure), structure, "There is no parameterization of this covariance structure."),
    };
}
