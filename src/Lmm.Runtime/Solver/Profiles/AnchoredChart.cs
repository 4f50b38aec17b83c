using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Solver.Profiles;

/// <summary>
/// The covariance matrices of one random term in coordinates of which a standard deviation or a correlation of the data's own effects is one: the anchor,
/// which is given from outside. With the effects in an order in which the anchored ones come first, M = S⁻¹T for a lower triangular T whose first row
/// is the standard deviation (over σ), or whose first two rows are p and q(sin φ, cos φ) for the correlation sin φ. All else of T is free.
/// </summary>
/// <remarks>The other effects follow by what is left of their variances given those before them, the largest share first: no element stands beside a pivot that vanishes.</remarks>
internal sealed class AnchoredChart : ProfileChart
{
    /// <summary>The share of a typical effect that is taken for the size of one without variance.</summary>
    private const double Small = 0.1;

    private readonly int _k;
    private readonly bool _isCorrelation;
    private readonly double[] _map;
    private readonly double[] _triangle;
    private readonly double[] _slope;
    private readonly double[] _origin;
    private readonly double[] _sizes;
    private readonly (int Row, int Column)[] _elements;

    /// <summary>Makes the chart about an estimate.</summary>
    /// <param name="term">The term.</param>
    /// <param name="theta">Its working θ.</param>
    /// <param name="first">The effect whose standard deviation is the anchor, or the first of a correlation.</param>
    /// <param name="second">The second effect of a correlation; −1 for a standard deviation.</param>
    public AnchoredChart(RandomTermLayout term, ReadOnlySpan<double> theta, int first, int second = -1)
    {
        _k = term.EffectCount;
        _isCorrelation = second >= 0;
        double[] rows = DataFactor(term, theta);
        int[] order = Order(rows, _k, second < 0 ? [first] : [first, second]);
        double[] inverse = Matrix<double>.Build.DenseOfArray(term.Basis.FromData).Inverse().Transpose().ToColumnMajorArray();
        _map = new double[_k * _k];
        var ordered = new double[_k * _k];
        for (int place = 0; place < _k; place++)
        {
            rows.AsSpan(order[place] * _k, _k).CopyTo(ordered.AsSpan(place * _k));
            for (int row = 0; row < _k; row++)
            {
                _map[(row * _k) + place] = inverse[(row * _k) + order[place]];
            }
        }

        _triangle = new double[_k * _k];
        _slope = new double[_k * _k];
        CanonicalFactor.Write(ordered, _k, _triangle, _slope);
        _elements = [.. Elements(term.Covariance)];
        _origin = Array.ConvertAll(_elements, element => _triangle[(element.Row * _k) + element.Column]);
        _sizes = Array.ConvertAll(_elements, element => Size(element.Row));
        Estimate = _triangle[0];
        if (_isCorrelation)
        {
            Estimate = Math.Atan2(_triangle[_k], _triangle[_k + 1]);
            _origin[1] = double.Hypot(_triangle[_k], _triangle[_k + 1]);
        }
    }

    /// <summary>The anchor at the estimate: a standard deviation over σ, or the φ of a correlation.</summary>
    public double Estimate { get; }

    /// <summary>The anchor.</summary>
    public double Anchor { get; set; }

    /// <summary>The derivative with respect to the anchor at the last gradient.</summary>
    public double AnchorSlope { get; private set; }

    /// <summary>A size of the anchor's standard deviation at which it can be seen, over σ.</summary>
    public double AnchorSize => Size(0);

    /// <inheritdoc/>
    public override int Count => _elements.Length;

    /// <summary>Whether a structure has such coordinates: any covariance matrix, or any diagonal one.</summary>
    public static bool Applies(ICovarianceParameterization structure)
        => structure.HasFaces && (structure.Basis == EffectBasis.Any || structure.ParameterCount == structure.EffectCount);

    /// <inheritdoc/>
    public override void Origin(Span<double> point) => _origin.CopyTo(point);

    /// <inheritdoc/>
    public override void Sizes(Span<double> sizes) => _sizes.CopyTo(sizes);

    /// <inheritdoc/>
    public override void Factor(ReadOnlySpan<double> point, Span<double> factor)
    {
        Array.Clear(_triangle);
        for (int index = 0; index < _elements.Length; index++)
        {
            _triangle[(_elements[index].Row * _k) + _elements[index].Column] = point[index];
        }

        if (_isCorrelation)
        {
            (double sine, double cosine) = Math.SinCos(Anchor);
            _triangle[_k] = point[1] * sine;
            _triangle[_k + 1] = point[1] * cosine;
        }
        else
        {
            _triangle[0] = Anchor;
        }

        LevelBlock.Product(_map, _triangle, factor, _k);
    }

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<double> point, ReadOnlySpan<double> slopes, Span<double> gradient)
    {
        LevelBlock.TransposedProduct(_map, slopes, _slope, _k, _k);
        for (int index = 0; index < _elements.Length; index++)
        {
            gradient[index] = _slope[(_elements[index].Row * _k) + _elements[index].Column];
        }

        AnchorSlope = _slope[0];
        if (_isCorrelation)
        {
            (double sine, double cosine) = Math.SinCos(Anchor);
            gradient[1] = (_slope[_k] * sine) + (_slope[_k + 1] * cosine);
            AnchorSlope = point[1] * ((_slope[_k] * cosine) - (_slope[_k + 1] * sine));
        }
    }

    // SΛ': the rows of a factor of the data's own effects.
    private static double[] DataFactor(RandomTermLayout term, ReadOnlySpan<double> theta)
    {
        int k = term.EffectCount;
        var working = new double[k * k];
        term.Covariance.Factor(theta, working);
        var map = new double[k * k];
        Buffer.BlockCopy(term.Basis.FromData, 0, map, 0, map.Length * sizeof(double));
        var rows = new double[k * k];
        LevelBlock.Product(map, working, rows, k);
        return rows;
    }

    // The given effects, then always the one of which the largest share is new.
    private static int[] Order(double[] factor, int k, int[] given)
    {
        double[] rest = [.. factor];
        double[] whole = [.. Enumerable.Range(0, k).Select(row => VectorProducts.Dot(factor.AsSpan(row * k, k), factor.AsSpan(row * k, k)))];
        List<int> order = [];
        while (order.Count < k)
        {
            int next = order.Count < given.Length ? given[order.Count] : Enumerable.Range(0, k).Except(order).MaxBy(row => Share(rest, whole, row, k));
            order.Add(next);
            double[] pivot = rest.AsSpan(next * k, k).ToArray();
            double length = VectorProducts.Dot(pivot, pivot);
            for (int row = 0; row < k && length > 0; row++)
            {
                VectorProducts.Add(-VectorProducts.Dot(rest.AsSpan(row * k, k), pivot) / length, pivot, rest.AsSpan(row * k, k));
            }
        }

        return [.. order];
    }

    private static double Share(double[] rest, double[] whole, int row, int k)
        => whole[row] > 0 ? VectorProducts.Dot(rest.AsSpan(row * k, k), rest.AsSpan(row * k, k)) / whole[row] : 0;

    private IEnumerable<(int Row, int Column)> Elements(ICovarianceParameterization structure)
    {
        bool isDiagonal = structure.ParameterCount == _k;
        if (_isCorrelation)
        {
            yield return (0, 0);
            yield return (1, 1);
        }

        for (int row = _isCorrelation ? 2 : 1; row < _k; row++)
        {
            for (int column = isDiagonal ? row : 0; column <= row; column++)
            {
                yield return (row, column);
            }
        }
    }

    // The standard deviation of the effect in a place, or what makes it seen in working coordinates.
    private double Size(int place)
    {
        double length = 0;
        double unit = 0;
        for (int index = 0; index < _k; index++)
        {
            length += _triangle[(place * _k) + index] * _triangle[(place * _k) + index];
            unit += _map[(index * _k) + place] * _map[(index * _k) + place];
        }

        return Math.Max(Math.Sqrt(length), Small / Math.Sqrt(unit));
    }
}
