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
/// and the chain rule back. M of the map is Λ, with zeros above the diagonal. Nothing else in the solver knows what θ means.
/// </summary>
internal interface ICovarianceParameterization : ICovarianceMap
{
    /// <summary>The number of effects, k.</summary>
    int EffectCount { get; }

    /// <summary>The changes of basis under which the structure is closed.</summary>
    EffectBasis Basis { get; }

    /// <summary>Writes the parameters of which Λ is <paramref name="scale"/> times the identity.</summary>
    void Start(double scale, Span<double> theta);

    /// <summary>The dimension of the linear space that the covariance matrices ΛΛᵀ lie in; 0 when they do not fill (the positive definite part of) one.</summary>
    int CovarianceDimension { get; }

    /// <summary>Writes the matrix at <paramref name="index"/> of a basis of that space; symmetric k × k.</summary>
    void CovarianceBasis(int index, Span<double> matrix);

    /// <summary>Writes the parameters that give the lower triangular <paramref name="lambda"/>, which must be of this structure.</summary>
    void Parameters(ReadOnlySpan<double> lambda, Span<double> theta);

    /// <summary>
    /// Writes the principal axes of the effects, Λ = QST with orthonormal Q and T: the columns of Q (k × k, row by row) and the standard
    /// deviations along them, over σ, largest first. They are axes along which the structure lets a variance vanish.
    /// </summary>
    void Axes(ReadOnlySpan<double> lambda, Span<double> axes, Span<double> sizes);

    /// <summary>The free elements of T (k × rank) in Λ = QT near a Λ of that rank, as (row, column), column by column, where Q are <see cref="Axes"/>.</summary>
    IEnumerable<(int Row, int Column)> FreeElements(int rank);
}
