using MathNet.Numerics;

namespace Lmm.Distributions;

/// <summary>
/// Points on a sphere in n ≥ 3 dimensions that are spread evenly: a lattice rule with shifts (Genz and Bretz, <i>Computation of Multivariate Normal and t Probabilities</i>,
/// 2009, section 4.2.2), carried to the sphere by maps that keep area. The shifts come from a stream of fixed seed, so that points are the same everywhere.
/// </summary>
internal sealed class SphereLattice
{
    /// <summary>The most points that one shift has.</summary>
    public const int MostPoints = 1 << 15;

    // tests/reference/lattice.c
    private static readonly int[] Generators =
    [
        1, 12545, 5323, 2171, 11225, 13773, 11439, 515, 11825, 8973, 4427, 4961, 14935, 1929, 14241, 8593,
        10417, 9967, 11265, 11393, 8797, 10355, 2757, 6911, 7243, 6591, 6335, 8297, 1769, 14561, 9315, 14507,
        139, 16151, 5215, 7925, 15977, 15857, 3919, 14415, 10221, 10449, 9661, 9047, 5255, 10943, 287, 3879,
    ];

    private readonly int _dimensions;
    private readonly long[] _steps;
    private readonly double[] _at;

    /// <param name="dimensions">Of the space that the sphere is in, three or more.</param>
    public SphereLattice(int dimensions)
    {
        _dimensions = dimensions;

        // Three dimensions take a height and an angle, others an angle for each pair and shares of the squared length; odd ones have a normal number beside radii of pairs.
        int count = dimensions == 3 ? 2 : dimensions % 2 == 0 ? dimensions - 1 : dimensions;
        _at = new double[count];
        _steps = new long[count];
        var stream = new RandomStream();
        stream.Start(0, 1);
        for (int index = 0; index < count; index++)
        {
            _steps[index] = index < Generators.Length ? Generators[index] : (long)(stream.NextBits() >> 49) | 1;
        }
    }

    /// <summary>Goes through the points of one shift.</summary>
    /// <param name="shift">The number of the shift.</param>
    /// <param name="points">How many points, a power of two up to <see cref="MostPoints"/>.</param>
    /// <param name="visit">Gets each point, a unit vector that the next one overwrites.</param>
    public void ForEach(int shift, int points, Action<double[]> visit)
    {
        var stream = new RandomStream();
        stream.Start(1, shift);
        double[] shifts = new double[_at.Length];
        for (int index = 0; index < shifts.Length; index++)
        {
            shifts[index] = (stream.NextBits() >> 11) * (1.0 / (1L << 53));
        }

        double[] point = new double[_dimensions];
        for (int n = 0; n < points; n++)
        {
            for (int index = 0; index < _at.Length; index++)
            {
                double x = ((double)(n * _steps[index] % points) / points) + shifts[index];
                _at[index] = x - Math.Floor(x);
            }

            Place(point);
            visit(point);
        }
    }

    private void Place(double[] point)
    {
        if (_dimensions == 3)
        {
            double height = (2 * Folded(0)) - 1;
            point[2] = height;
            SetPair(point, 0, Math.Sqrt((1 - height) * (1 + height)), _at[1]);
        }
        else if (_dimensions % 2 == 0)
        {
            PlacePairs(point);
        }
        else
        {
            PlacePairsAndOne(point);
        }
    }

    // Squared lengths of the p pairs are uniform on the simplex: each takes of what is left the share 1 − u^(1/(p − 1)), then 1 − u^(1/(p − 2)), …
    private void PlacePairs(double[] point)
    {
        int pairs = _dimensions / 2;
        double left = 1;
        for (int pair = 0; pair < pairs; pair++)
        {
            double kept = pair < pairs - 1 ? left * Math.Pow(Folded(pairs + pair), 1.0 / (pairs - 1 - pair)) : 0;
            SetPair(point, 2 * pair, Math.Sqrt(left - kept), _at[pair]);
            left = kept;
        }
    }

    // A normal number and pairs of them by Box and Muller, brought to unit length.
    private void PlacePairsAndOne(double[] point)
    {
        int pairs = _dimensions / 2;
        point[^1] = -Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * Folded(2 * pairs));
        double square = point[^1] * point[^1];
        for (int pair = 0; pair < pairs; pair++)
        {
            double radiusSquared = -2 * Math.Log(Folded(pairs + pair));
            square += radiusSquared;
            SetPair(point, 2 * pair, Math.Sqrt(radiusSquared), _at[pair]);
        }

        double scale = 1 / Math.Sqrt(square);
        for (int index = 0; index < point.Length; index++)
        {
            point[index] *= scale;
        }
    }

    // There and back, so that functions whose ends differ have a continuous period; never quite zero or one.
    private double Folded(int index) => Math.Clamp(1 - Math.Abs((2 * _at[index]) - 1), 1e-16, 1 - 1e-16);

    private static void SetPair(double[] point, int first, double radius, double turn)
        => (point[first], point[first + 1]) = (radius * Math.Cos(2 * Math.PI * turn), radius * Math.Sin(2 * Math.PI * turn));
}
