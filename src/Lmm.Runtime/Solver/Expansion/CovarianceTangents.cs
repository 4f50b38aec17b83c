using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Solver.Expansion;

/// <summary>
/// Coordinates of the covariance matrices about those of an estimate, on the face that it lies on: for each coordinate the direction ∂Σ, for each two
/// of them ∂²Σ, as vectors over the entries. A direction without variance has no coordinate. The storage serves one point after the other.
/// </summary>
internal sealed class CovarianceTangents
{
    /// <summary>A standard deviation below this, over σ, or this share of the term's largest, is one that was taken out.</summary>
    private const double Vanished = 1e-9;

    /// <summary>The step of the differences of ∂Σ where Σ is no quadratic function of the coordinates.</summary>
    private const double Step = 1e-4;

    private readonly CovarianceEntries _entries;
    private readonly RandomTermLayout[] _terms;
    private readonly ParameterLayout<ICovarianceMap> _layout;
    private readonly int[] _termOf;
    private readonly double[][] _derivatives;
    private readonly double[] _point;
    private readonly double[] _factor;
    private readonly double[] _derivative;
    private readonly double[] _matrix;
    private readonly double[] _second;

    /// <summary>Makes room for the coordinates of some maps, one to a term.</summary>
    public CovarianceTangents(RandomTermLayout[] terms, ICovarianceMap[] maps, CovarianceEntries entries)
    {
        (_entries, _terms, _layout) = (entries, terms, new ParameterLayout<ICovarianceMap>(maps));
        _termOf = [.. maps.SelectMany(static (map, term) => Enumerable.Repeat(term, map.ParameterCount))];
        _derivatives = Array.ConvertAll(_termOf, term => new double[terms[term].EffectCount * terms[term].EffectCount]);
        Directions = Array.ConvertAll(_termOf, _ => new double[entries.Count]);
        _point = new double[Count];
        int most = terms.Max(static term => term.EffectCount);
        _factor = new double[most * most];
        _derivative = new double[most * most];
        _matrix = new double[most * most];
        _second = new double[entries.Count];
    }

    /// <summary>The coordinates of the face that an estimate θ lies on, about it.</summary>
    public static CovarianceTangents About(CrossProducts products, CovarianceEntries entries, ReadOnlySpan<double> theta)
    {
        RandomTermLayout[] terms = products.Terms;
        var layout = new ParameterLayout<ICovarianceParameterization>(Array.ConvertAll(terms, static term => term.Covariance));
        var charts = new ICovarianceChart[terms.Length];
        List<(int Term, int Count)> missing = [];
        for (int index = 0; index < charts.Length; index++)
        {
            var axes = new TermAxes(terms[index].Covariance);
            axes.MoveTo(layout[index].Of(theta));
            int rank = RankOf(axes);
            if (rank < axes.EffectCount)
            {
                axes.Truncate(rank);
                missing.Add((index, axes.EffectCount - rank));
            }

            charts[index] = axes.Structure.HasFaces ? new CovarianceFace(axes, rank) : new StructureChart(axes);
        }

        var tangents = new CovarianceTangents(terms, charts, entries) { Missing = missing };
        var origin = new double[tangents.Count];
        for (int index = 0; index < charts.Length; index++)
        {
            charts[index].Origin(tangents._layout[index].Of(origin));
        }

        tangents.MoveTo(origin);
        return tangents;
    }

    /// <summary>The number of coordinates.</summary>
    public int Count => _layout.Count;

    /// <summary>∂Σ for each coordinate.</summary>
    public double[][] Directions { get; }

    /// <summary>The number of directions without variance by random term.</summary>
    public List<(int Term, int Count)> Missing { get; private init; } = [];

    /// <summary>Goes to a point.</summary>
    public void MoveTo(ReadOnlySpan<double> point)
    {
        point.CopyTo(_point);
        for (int coordinate = 0; coordinate < _derivatives.Length; coordinate++)
        {
            int term = _termOf[coordinate];
            _layout.Owners[term].Derivative(_layout[term].Of(point), Parameter(coordinate), _derivatives[coordinate]);
            WriteDirection(coordinate, _layout[term].Of(point), _matrix);
            Write(term, _matrix, Directions[coordinate]);
        }
    }

    /// <summary>The random term of a coordinate, and its ∂Σ, k × k.</summary>
    public (int Term, double[] Matrix) DirectionOf(int coordinate)
    {
        int term = _termOf[coordinate];
        var matrix = new double[_derivatives[coordinate].Length];
        WriteDirection(coordinate, _layout[term].Of(_point), matrix);
        return (term, matrix);
    }

    /// <summary>The random term of a coordinate.</summary>
    public int TermOf(int coordinate) => _termOf[coordinate];

    /// <summary>Writes θ of the point, of which Λ = MRᵀ with a rotation R, and gives for each coordinate a direction D = ∂M·Rᵀ of Λ, so that DΛᵀ + ΛDᵀ = ∂Σ; k × k, row by row.</summary>
    /// <param name="structures">Whose parameters θ are.</param>
    /// <param name="theta">Receives θ.</param>
    public double[][] FactorDirections(ParameterLayout<ICovarianceParameterization> structures, Span<double> theta)
    {
        double[][] directions = Array.ConvertAll(_derivatives, static derivative => (double[])derivative.Clone());
        for (int term = 0; term < _terms.Length; term++)
        {
            ReadOnlySpan<double> own = _layout[term].Of(_point);
            Span<double> parameters = structures[term].Of(theta);
            if (_layout.Owners[term] is ICovarianceParameterization)
            {
                own.CopyTo(parameters);
                continue;
            }

            int k = _terms[term].EffectCount;
            var canonical = new double[k * k];
            var rotation = new double[k * k];
            _layout.Owners[term].Factor(own, _factor.AsSpan(0, k * k));
            CanonicalFactor.Write(_factor.AsSpan(0, k * k), k, canonical, rotation);
            structures.Owners[term].Parameters(canonical, parameters);
            for (int coordinate = _layout[term].Start; coordinate < _layout[term].Start + _layout[term].Count; coordinate++)
            {
                LevelBlock.ProductTransposed(_derivatives[coordinate], rotation, directions[coordinate], k);
            }
        }

        return directions;
    }

    /// <summary>∂²Σ for two coordinates, overwritten by the next call; null where it is zero because they are of different terms.</summary>
    public double[]? Second(int first, int second)
    {
        int term = _termOf[first];
        if (term != _termOf[second])
        {
            return null;
        }

        Write(term, SecondOf(first, second), _second);
        return _second;
    }

    /// <summary>∂²Σ for two coordinates of one term, k × k; overwritten by the next call.</summary>
    public double[] SecondOf(int first, int second)
    {
        int term = _termOf[first];
        if (_terms[term].Covariance.HasFaces)
        {
            Symmetric(_derivatives[first], _derivatives[second], _terms[term].EffectCount, _matrix);
        }
        else
        {
            Difference(first, Parameter(second), _matrix);
        }

        return _matrix;
    }

    /// <summary>The number of directions of a term with a variance; the axes are truncated to them by whoever makes a chart.</summary>
    public static int RankOf(TermAxes axes)
    {
        int rank = axes.EffectCount;
        while (axes.Structure.HasFaces && rank > 0 && axes.Sizes[rank - 1] <= Vanished * Math.Max(1, axes.Sizes[0]))
        {
            rank--;
        }

        return rank;
    }

    private int Parameter(int coordinate) => coordinate - _layout[_termOf[coordinate]].Start;

    // ∂Σ at a point of the term.
    private void WriteDirection(int coordinate, ReadOnlySpan<double> point, double[] target)
    {
        int term = _termOf[coordinate];
        int k = _terms[term].EffectCount;
        _layout.Owners[term].Factor(point, _factor.AsSpan(0, k * k));
        _layout.Owners[term].Derivative(point, Parameter(coordinate), _derivative.AsSpan(0, k * k));
        Symmetric(_derivative, _factor, k, target);
    }

    private void Write(int term, double[] matrix, double[] target)
    {
        Array.Clear(target);
        _entries.Add(_terms[term], matrix, 1, target);
    }

    // ABᵀ + BAᵀ.
    private static void Symmetric(double[] left, double[] right, int k, double[] target)
    {
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = LevelBlock.Dot(left.AsSpan(row * k, k), right.AsSpan(column * k, k)) + LevelBlock.Dot(right.AsSpan(row * k, k), left.AsSpan(column * k, k));
                target[(row * k) + column] = target[(column * k) + row] = sum;
            }
        }
    }

    // The derivative of ∂Σ with respect to another parameter of the term.
    private void Difference(int coordinate, int other, double[] target)
    {
        int term = _termOf[coordinate];
        double[] point = _layout[term].Of(_point).ToArray();
        double origin = point[other];
        double step = Step * Math.Max(1, Math.Abs(origin));
        point[other] = origin + step;
        double length = point[other];
        WriteDirection(coordinate, point, target);
        double[] above = [.. target];
        point[other] = origin - step;
        length -= point[other];
        WriteDirection(coordinate, point, target);
        for (int entry = 0; entry < above.Length; entry++)
        {
            target[entry] = (above[entry] - target[entry]) / length;
        }
    }
}
