using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Solver.Information;

/// <summary>
/// Coordinates of the covariance matrices about those of an estimate, on the face that it lies on: for each coordinate the direction ∂Σ, for each two
/// of them ∂²Σ, as vectors over the entries. A direction without variance has no coordinate.
/// </summary>
internal sealed class CovarianceTangents
{
    /// <summary>A standard deviation below this, over σ, or this share of the term's largest, is one that was taken out.</summary>
    private const double Vanished = 1e-9;

    /// <summary>The step of the differences of ∂Σ where Σ is no quadratic function of the coordinates.</summary>
    private const double Step = 1e-4;

    private readonly CovarianceEntries _entries;
    private readonly bool _areTheta;
    private readonly List<Coordinate> _coordinates = [];

    /// <summary>Lists the coordinates about θ.</summary>
    /// <param name="products">The cross-products.</param>
    /// <param name="entries">The entries of Σ.</param>
    /// <param name="theta">θ in working coordinates.</param>
    /// <param name="areTheta">Whether the coordinates are those of θ, for one where no direction is without variance; else those of the face.</param>
    public CovarianceTangents(CrossProducts products, CovarianceEntries entries, ReadOnlySpan<double> theta, bool areTheta = false)
    {
        _entries = entries;
        _areTheta = areTheta;
        var layout = new ParameterLayout<ICovarianceParameterization>(Array.ConvertAll(products.Terms, static term => term.Covariance));
        for (int index = 0; index < products.Terms.Length; index++)
        {
            AddTerm(products.Terms[index], index, layout[index].Of(theta));
        }

        Directions = [.. _coordinates.Select(coordinate => Vector(coordinate.Term, coordinate.DirectionAt(coordinate.Origin)))];
    }

    /// <summary>The number of coordinates.</summary>
    public int Count => _coordinates.Count;

    /// <summary>∂Σ for each coordinate.</summary>
    public double[][] Directions { get; }

    /// <summary>The number of directions without variance by random term.</summary>
    public List<(int Term, int Count)> Missing { get; } = [];

    /// <summary>The random term of a coordinate, and its ∂Σ, k × k.</summary>
    public (int Term, double[] Matrix) DirectionOf(int coordinate)
        => (_coordinates[coordinate].Index, _coordinates[coordinate].DirectionAt(_coordinates[coordinate].Origin));

    /// <summary>∂²Σ for two coordinates; null where it is zero because they are of different terms.</summary>
    public double[]? Second(int first, int second)
    {
        (Coordinate one, Coordinate two) = (_coordinates[first], _coordinates[second]);
        if (one.Index != two.Index)
        {
            return null;
        }

        return Vector(one.Term, one.Term.Covariance.HasFaces ? Symmetric(one.Derivative, two.Derivative) : Difference(one, two.Parameter));
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

    private void AddTerm(RandomTermLayout term, int index, ReadOnlySpan<double> theta)
    {
        int k = term.EffectCount;
        var axes = new TermAxes(term.Covariance);
        axes.MoveTo(theta);
        int rank = RankOf(axes);
        if (rank < k)
        {
            axes.Truncate(rank);
            Missing.Add((index, k - rank));
        }

        ICovarianceChart chart = term.Covariance.HasFaces && !_areTheta ? new CovarianceFace(axes, rank) : new StructureChart(axes);
        var origin = new double[chart.ParameterCount];
        if (_areTheta)
        {
            theta.CopyTo(origin);
        }
        else
        {
            chart.Origin(origin);
        }

        for (int parameter = 0; parameter < origin.Length; parameter++)
        {
            _coordinates.Add(new Coordinate(term, index, chart, origin, parameter));
        }
    }

    private double[] Vector(RandomTermLayout term, double[] matrix)
    {
        var vector = new double[_entries.Count];
        _entries.Add(term, matrix, 1, vector);
        return vector;
    }

    // ABᵀ + BAᵀ.
    private static double[] Symmetric(double[] left, double[] right)
    {
        int k = (int)Math.Sqrt(left.Length);
        var product = new double[left.Length];
        LevelBlock.ProductTransposed(left, right, product, k);
        var result = new double[left.Length];
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                result[(row * k) + column] = product[(row * k) + column] + product[(column * k) + row];
            }
        }

        return result;
    }

    // The derivative of ∂Σ with respect to another coordinate of the term.
    private static double[] Difference(Coordinate coordinate, int other)
    {
        double[] point = [.. coordinate.Origin];
        double step = Step * Math.Max(1, Math.Abs(point[other]));
        point[other] = coordinate.Origin[other] + step;
        double[] above = coordinate.DirectionAt(point);
        double length = point[other];
        point[other] = coordinate.Origin[other] - step;
        double[] below = coordinate.DirectionAt(point);
        length -= point[other];
        for (int entry = 0; entry < above.Length; entry++)
        {
            above[entry] = (above[entry] - below[entry]) / length;
        }

        return above;
    }

    private sealed record Coordinate(RandomTermLayout Term, int Index, ICovarianceChart Chart, double[] Origin, int Parameter)
    {
        /// <summary>D with DMᵀ + MDᵀ = ∂Σ at the origin.</summary>
        public double[] Derivative { get; } = DerivativeAt(Chart, Origin, Parameter, Term.EffectCount);

        /// <summary>∂Σ at a point.</summary>
        public double[] DirectionAt(double[] point)
        {
            var factor = new double[Derivative.Length];
            Chart.Factor(point, factor);
            return Symmetric(DerivativeAt(Chart, point, Parameter, Term.EffectCount), factor);
        }

        private static double[] DerivativeAt(ICovarianceChart chart, double[] point, int parameter, int k)
        {
            var derivative = new double[k * k];
            chart.Derivative(point, parameter, derivative);
            return derivative;
        }
    }
}
