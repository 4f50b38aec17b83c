using System.Numerics;

namespace Lmm.Distributions;

/// <summary>
/// What bounds the cell of one vector a among others: towards a direction v at right angles to a, another vector b is as near from the angle Φ on with
/// cot Φ = v·b/(1 − a·b), and its opposite from cot Φ = −v·b/(1 + a·b).
/// </summary>
internal sealed class CellNeighbours
{
    private readonly int _count;
    private readonly int _dimensions;
    private readonly double[] _coordinates;
    private readonly double[] _same;
    private readonly double[] _opposite;

    /// <param name="vectors">Unit vectors, one a row.</param>
    /// <param name="cell">The row of the vector whose cell it is.</param>
    /// <param name="twoSided">Whether opposites of vectors have cells too.</param>
    public CellNeighbours(double[,] vectors, int cell, bool twoSided)
    {
        _count = vectors.GetLength(0);
        _dimensions = vectors.GetLength(1) - 1;
        _coordinates = new double[_dimensions * _count];
        _same = new double[_count];
        _opposite = new double[_count];

        // The reflection that brings the cell's vector onto the first axis, to the side where nothing cancels.
        double[] mirror = [.. Enumerable.Range(0, _dimensions + 1).Select(index => vectors[cell, index])];
        double side = mirror[0] > 0 ? -1 : 1;
        mirror[0] -= side;
        double square = mirror.Sum(static value => value * value);
        for (int other = 0; other < _count; other++)
        {
            if (other == cell)
            {
                continue;
            }

            double product = 0;
            double cosine = 0;
            for (int index = 0; index <= _dimensions; index++)
            {
                product += mirror[index] * vectors[other, index];
                cosine += vectors[cell, index] * vectors[other, index];
            }

            for (int index = 0; index < _dimensions; index++)
            {
                _coordinates[(index * _count) + other] = vectors[other, index + 1] - (2 * product / square * mirror[index + 1]);
            }

            _same[other] = 1 / (1 - cosine);
            _opposite[other] = twoSided ? -1 / (1 + cosine) : 0;
        }
    }

    /// <summary>The vectors whose products with a direction are the cotangents.</summary>
    public IEnumerable<double[]> Vectors() => Enumerable.Range(0, _count).SelectMany(other => (double[][])[Scaled(other, _same[other]), Scaled(other, _opposite[other])]);

    /// <summary>Adds how far the cell reaches towards each of some directions to a measure, with a mass of one altogether.</summary>
    /// <param name="measure">The measure over angles.</param>
    /// <param name="directions">Unit vectors, one behind the other.</param>
    public void AddReaches(double[] measure, double[] directions)
    {
        double mass = (double)_dimensions / directions.Length;
        for (int first = 0; first < directions.Length; first += _dimensions)
        {
            ArcGrid.Add(measure, Math.Atan2(1, LargestCotangent(directions.AsSpan(first, _dimensions))), mass);
        }
    }

    private double LargestCotangent(ReadOnlySpan<double> direction)
    {
        Vector<double> most = default;
        int other = 0;
        for (; other <= _count - Vector<double>.Count; other += Vector<double>.Count)
        {
            Vector<double> product = default;
            for (int index = 0; index < direction.Length; index++)
            {
                product += direction[index] * new Vector<double>(_coordinates, (index * _count) + other);
            }

            most = Vector.Max(most, Vector.Max(product * new Vector<double>(_same, other), product * new Vector<double>(_opposite, other)));
        }

        double largest = 0;
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            largest = Math.Max(largest, most[lane]);
        }

        for (; other < _count; other++)
        {
            double product = 0;
            for (int index = 0; index < direction.Length; index++)
            {
                product += direction[index] * _coordinates[(index * _count) + other];
            }

            largest = Math.Max(largest, Math.Max(product * _same[other], product * _opposite[other]));
        }

        return largest;
    }

    private double[] Scaled(int other, double factor) => [.. Enumerable.Range(0, _dimensions).Select(index => factor * _coordinates[(index * _count) + other])];
}
