using Lmm.Formula.Binding;

namespace Lmm.Covariance;

/// <summary>The changes of basis of a random term's effects that leave its covariance structure what it is.</summary>
internal enum EffectBasis
{
    /// <summary>None but one common factor.</summary>
    Fixed,

    /// <summary>Each effect may be scaled by itself.</summary>
    Scaling,

    /// <summary>Any invertible linear map.</summary>
    Any,
}

/// <summary>
/// A covariance structure of k effects: the map from its share of θ to the relative covariance factor Λ (k × k, lower triangular, row by row)
/// and the chain rule back. M of the map is Λ, with zeros above the diagonal. Nothing else knows what θ means: not solver, results or printing.
/// It has no state, for several threads share it.
/// </summary>
internal interface ICovarianceParameterization : ICovarianceMap
{
    /// <summary>What the formula asked for; parameterizations are of one structure when these are equal and they have as many effects.</summary>
    CovarianceStructure Structure { get; }

    /// <summary>The number of effects, k.</summary>
    int EffectCount { get; }

    /// <summary>The changes of basis under which the structure is closed.</summary>
    EffectBasis Basis { get; }

    /// <summary>What the parameters are, in the plural: <c>variances</c>, say.</summary>
    string Quantities { get; }

    /// <summary>The number of effects that stand together in tables, one after the other; what stands apart is never correlated. It divides k.</summary>
    int EffectsTogether { get; }

    /// <summary>The names of the parameters by those of the effects.</summary>
    string[] ParameterNames(IReadOnlyList<string> effects);

    /// <summary>Writes the parameters of which Λ is <paramref name="scale"/> times the identity.</summary>
    void Start(double scale, Span<double> theta);

    /// <summary>The dimension of the linear space that the covariance matrices ΛΛᵀ lie in; 0 when they do not fill (the positive definite part of) one.</summary>
    int CovarianceDimension { get; }

    /// <summary>Writes the matrix at <paramref name="index"/> of a basis of that space; symmetric k × k.</summary>
    void CovarianceBasis(int index, Span<double> matrix);

    /// <summary>Writes the parameters that give the lower triangular <paramref name="lambda"/>; of one near it where none do, as a start of a search may ask.</summary>
    void Parameters(ReadOnlySpan<double> lambda, Span<double> theta);

    /// <summary>
    /// Whether variances can be taken out along <see cref="Axes"/>, and put back. Where they cannot, a search stays in θ: then variances must vanish at
    /// a θ about which the criterion is even, and <see cref="Axes"/> and <see cref="FreeElements"/> are never asked for.
    /// </summary>
    bool HasFaces { get; }

    /// <summary>
    /// Writes the principal axes of the effects, Λ = QST with orthonormal Q and T: the columns of Q (k × k, row by row) and the standard
    /// deviations along them, over σ, largest first. They are axes along which the structure lets a variance vanish.
    /// </summary>
    void Axes(ReadOnlySpan<double> lambda, Span<double> axes, Span<double> sizes);

    /// <summary>The free elements of T (k × rank) in Λ = QT near a Λ of that rank, as (row, column), column by column, where Q are <see cref="Axes"/>.</summary>
    IEnumerable<(int Row, int Column)> FreeElements(int rank);
}
