using System.Globalization;
using Lmm.Formula.Binding;
using Lmm.Kernels;
using Lmm.Storage;

namespace Lmm.Variables.Bases;

/// <summary>
/// The knots of B-splines, boundary knots repeated, and the B-splines themselves: de Boor, <i>A Practical Guide to
/// Splines</i>, 1978, chapter X. Beyond the boundary knots the outermost pieces go on as the polynomials that they are.
/// </summary>
internal sealed class KnotSequence
{
    private readonly double[] _knots;
    private readonly int _order;

    private KnotSequence(double[] knots, int order)
    {
        _knots = knots;
        _order = order;
    }

    /// <summary>The number of B-splines.</summary>
    public int Count => _knots.Length - _order;

    /// <summary>The lower boundary knot.</summary>
    public double Lower => _knots[0];

    /// <summary>The upper boundary knot.</summary>
    public double Upper => _knots[^1];

    /// <summary>The order of the B-splines, one more than their degree.</summary>
    public int Order => _order;

    /// <summary>Writes the knots.</summary>
    public void Write(StoredWriter writer)
    {
        writer.Write(_order);
        writer.Write(_knots.AsSpan());
    }

    /// <summary>Reads the knots.</summary>
    public static KnotSequence Read(StoredReader reader)
    {
        int order = reader.ReadCount();
        double[] knots = reader.ReadDoubles();
        reader.Require(order >= 1 && knots.Length >= 2L * order);
        for (int place = 1; place < knots.Length; place++)
        {
            reader.Require(knots[place] >= knots[place - 1]);
        }

        return new KnotSequence(knots, order);
    }

    /// <summary>Finds the knots that are not written out: boundary knots at the range of the values, interior ones at quantiles of those within.</summary>
    public static KnotSequence Learn(SplineKnots knots, int order, double[] values, CancellationToken cancellationToken)
    {
        double lower = knots.Boundary.Count > 0 ? knots.Boundary[0] : values.Min();
        double upper = knots.Boundary.Count > 0 ? knots.Boundary[1] : values.Max();
        if (lower == upper)
        {
            throw new BasisException("has no range to put a spline over: its argument does not vary in the rows that are fitted; take it out of the formula");
        }

        double[] interior = knots.Interior.Count > 0 ? [.. knots.Interior] : Quantiles(values, lower, upper, knots.QuantileCount, cancellationToken);
        foreach (double knot in interior)
        {
            if (!(knot > lower && knot < upper))
            {
                throw new BasisException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"has an interior knot at {knot:R}, which is not between the boundary knots {lower:R} and {upper:R}; {(knots.Interior.Count > 0 ? "move it" : "use fewer columns, or write the knots out")}"));
            }
        }

        return new KnotSequence([.. Enumerable.Repeat(lower, order), .. interior, .. Enumerable.Repeat(upper, order)], order);
    }

    /// <summary>Writes the values of all B-splines at a point into <paramref name="values"/>.</summary>
    public void Evaluate(double x, Span<double> values)
    {
        using var room = new Room(stackalloc double[Room.MostOnStack], _order);
        Span<double> local = room.Values;
        int interval = Interval(x);
        Evaluate(x, interval, _order, local);
        values.Clear();
        local.CopyTo(values[(interval - _order + 1)..]);
    }

    /// <summary>The values of a derivative of all B-splines at a point.</summary>
    /// <param name="x">The point.</param>
    /// <param name="derivative">Which derivative, less than the order.</param>
    public double[] Derivative(double x, int derivative)
    {
        // B-splines of the lower order, then the rule for derivatives as often as is wanted, on all splines at once.
        int interval = Interval(x);
        double[] splines = new double[_knots.Length];
        int order = _order - derivative;
        using var room = new Room(stackalloc double[Room.MostOnStack], order);
        Span<double> local = room.Values;
        Evaluate(x, interval, order, local);
        local.CopyTo(splines.AsSpan(interval - order + 1));
        for (order++; order <= _order; order++)
        {
            for (int i = 0; i < _knots.Length - order; i++)
            {
                splines[i] = (order - 1) * (Ratio(splines[i], i, order - 1) - Ratio(splines[i + 1], i + 1, order - 1));
            }
        }

        return splines[..Count];
    }

    private double Ratio(double value, int first, int width)
    {
        double length = _knots[first + width] - _knots[first];
        return length > 0 ? value / length : 0;
    }

    // The B-splines of an order that are not zero in an interval, by the recurrence that never subtracts them.
    private void Evaluate(double x, int interval, int order, Span<double> local)
    {
        local[0] = 1;
        for (int k = 1; k < order; k++)
        {
            double saved = 0;
            for (int j = 0; j < k; j++)
            {
                double right = _knots[interval + j + 1] - x;
                double left = x - _knots[interval + 1 - k + j];
                double term = local[j] / (right + left);
                local[j] = saved + (right * term);
                saved = left * term;
            }

            local[k] = saved;
        }
    }

    // The last knot not above x from which a piece starts; outside the boundary knots the outermost piece.
    private int Interval(double x)
    {
        int interval = _order - 1;
        for (int i = _order; i < Count && _knots[i] <= x; i++)
        {
            interval = i;
        }

        return interval;
    }

    // R's quantile() of type 7.
    private static double[] Quantiles(double[] values, double lower, double upper, int count, CancellationToken cancellationToken)
    {
        double[] sorted = RunSort.Ascending([.. values.Where(value => value >= lower && value <= upper)], cancellationToken);
        double[] quantiles = new double[count];
        for (int i = 0; i < count; i++)
        {
            double position = (sorted.Length - 1) * ((i + 1.0) / (count + 1));
            int below = (int)position;
            double part = position - below;
            quantiles[i] = sorted.Length == 0 ? double.NaN
                : part == 0 || below + 1 == sorted.Length ? sorted[below]
                : ((1 - part) * sorted[below]) + (part * sorted[below + 1]);
        }

        return quantiles;
    }
}
