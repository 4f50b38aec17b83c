using System.ComponentModel;

namespace Lmm.Formula.Binding;

/// <summary>
/// A transform of one number into columns that learns from the data: what it has learned is kept with the fit, so that
/// new rows are transformed as the fitted ones were.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract record Basis
{
    /// <summary>The number of columns.</summary>
    public abstract int ColumnCount { get; }
}

/// <summary>R's <c>scale()</c>: the number less its mean, over its standard deviation.</summary>
/// <param name="IsCentered">Whether the mean is subtracted.</param>
/// <param name="IsScaled">
/// Whether it is divided by the standard deviation, or where the mean is not subtracted by the root mean square √(Σx²/(n−1)).
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ScaledBasis(bool IsCentered, bool IsScaled) : Basis
{
    /// <summary>The number that is subtracted; null for the mean.</summary>
    public double? Center { get; init; }

    /// <summary>The number that it is divided by; null for the standard deviation.</summary>
    public double? Scale { get; init; }

    /// <inheritdoc/>
    public override int ColumnCount => 1;
}

/// <summary>R's <c>poly()</c>: polynomials of degree 1 to <paramref name="Degree"/>.</summary>
/// <param name="Degree">The highest degree, 1 or more.</param>
/// <param name="IsRaw">True for plain powers, false for polynomials that are orthonormal over the data.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record PolynomialBasis(int Degree, bool IsRaw) : Basis
{
    /// <inheritdoc/>
    public override int ColumnCount => Degree;
}

/// <summary>A spline's interior and boundary knots, written out or learned from the data.</summary>
/// <param name="Interior">The interior knots; empty where <paramref name="QuantileCount"/> says how many.</param>
/// <param name="QuantileCount">The number of interior knots to put at quantiles of the data where none are written out.</param>
/// <param name="Boundary">The two boundary knots; empty for the range of the data.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SplineKnots(EquatableArray<double> Interior, int QuantileCount, EquatableArray<double> Boundary)
{
    /// <summary>The number of interior knots.</summary>
    public int InteriorCount => Interior.Count > 0 ? Interior.Count : QuantileCount;
}

/// <summary>R's <c>bs()</c>: the B-splines of a degree.</summary>
/// <param name="Degree">The degree of the pieces, 1 or more.</param>
/// <param name="Knots">The knots.</param>
/// <param name="HasIntercept">True to keep the first B-spline, so that the columns sum to one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BSplineBasis(int Degree, SplineKnots Knots, bool HasIntercept) : Basis
{
    /// <inheritdoc/>
    public override int ColumnCount => Knots.InteriorCount + Degree + (HasIntercept ? 1 : 0);
}

/// <summary>R's <c>ns()</c>: cubic splines that are linear beyond the boundary knots.</summary>
/// <param name="Knots">The knots.</param>
/// <param name="HasIntercept">True to keep the first B-spline.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record NaturalSplineBasis(SplineKnots Knots, bool HasIntercept) : Basis
{
    /// <inheritdoc/>
    public override int ColumnCount => Knots.InteriorCount + 1 + (HasIntercept ? 1 : 0);
}
