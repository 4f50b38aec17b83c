using System.Numerics;
using MathNet.Numerics;

namespace Lmm.Distributions;

/// <summary>
/// The largest of t or normal variables with any correlations, or of their magnitudes. They are aᵢ·Y/S with unit vectors aᵢ in as many dimensions r as the correlations
/// have rank. The length of Y over S goes with F(r, ν) and is independent of its direction u, so that only directions are left to integrate over:
/// P(max &gt; c) = E h(M(u)), h(M) = P(F &gt; c²/(rM²)), M(u) = max aᵢ·u. The sphere is cut into the cells in which one variable is the largest, each
/// cell into rays from its centre, and each ray is integrated exactly: P = Σᵢ E K(Φᵢ(v)), where Φᵢ(v) is how far the cell reaches from aᵢ towards v.
/// </summary>
/// <remarks>
/// What is left to a lattice rule has r − 2 dimensions, nothing that is near one, and a relative error that does not grow far out. With r up to three nothing is
/// left to it. The reaches depend on neither c nor ν: they are kept as a measure over angles. The decomposition by length and direction is Deák's (Numer. Math. 35, 1980).
/// </remarks>
internal sealed class DirectionCells
{
    private const int Shifts = 12;
    private const int LeastPoints = 16;

    // Rough costs of a point in a cell, of a neighbour's coordinate there, and what a family may cost, all in nanoseconds.
    private const double PointCost = 100;
    private const double CoordinateCost = 0.5;
    private const double MostCost = 4e8;

    // What the grid of angles and the integrals along rays and arcs leave, relative to the probability.
    private const double GridError = 1e-10;

    // The mean of twelve shifts is as far off in one case of a hundred (Student's t with eleven degrees of freedom).
    private const double ErrorFactor = 3.1;

    private readonly int _rank;
    private readonly int _sides;
    private readonly double[][] _measures;

    /// <param name="vectors">The unit vectors, one a row, no two of them the same, nor opposite for magnitudes; two columns or more.</param>
    /// <param name="twoSided">Whether it is magnitudes.</param>
    public DirectionCells(double[,] vectors, bool twoSided)
    {
        int count = vectors.GetLength(0);
        _rank = vectors.GetLength(1);
        _sides = twoSided ? 2 : 1;
        _measures = new double[_rank > 3 ? Shifts : 1][];
        double[] points = _rank > 3 ? new double[Points(count, _rank) * (_rank - 1)] : [];
        SphereLattice? lattice = _rank > 3 ? new(_rank - 1) : null;
        for (int shift = 0; shift < _measures.Length; shift++)
        {
            double[] measure = _measures[shift] = new double[ArcGrid.Nodes];
            int filled = 0;
            lattice?.ForEach(shift, points.Length / (_rank - 1), point =>
            {
                point.CopyTo(points, filled);
                filled += point.Length;
            });
            for (int cell = 0; cell < count; cell++)
            {
                var neighbours = new CellNeighbours(vectors, cell, twoSided);
                switch (_rank)
                {
                    case 2:
                        ArcsOfCells.AddLine(measure, neighbours.Vectors().Select(static vector => vector[0]));
                        break;
                    case 3:
                        ArcsOfCells.AddPlane(measure, neighbours.Vectors().Select(static vector => (vector[0], vector[1])));
                        break;
                    default:
                        neighbours.AddReaches(measure, points);
                        break;
                }
            }
        }
    }

    /// <summary>P(max &gt; c) and a bound of its error, which it passes in one case of a hundred.</summary>
    /// <param name="c">The statistic, zero or positive.</param>
    /// <param name="degreesOfFreedom">ν, positive; infinite for normal variables.</param>
    public (double Probability, double Error) UpperTail(double c, double degreesOfFreedom)
    {
        double constant = _sides * Math.Exp(SpecialFunctions.GammaLn(_rank / 2.0) - SpecialFunctions.GammaLn((_rank - 1) / 2.0)) / Math.Sqrt(Math.PI);
        double[] tails = ArcGrid.Integrals(angle => constant * Math.Pow(Math.Sin(angle), _rank - 2) * LengthTail(c / Math.Cos(angle), degreesOfFreedom));
        double[] values = [.. _measures.Select(measure => measure.Zip(tails, static (mass, tail) => mass * tail).Sum())];
        double mean = values.Average();
        double spread = values.Length > 1 ? Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length) : 0;
        return (mean, (ErrorFactor * spread) + (GridError * mean));
    }

    private double LengthTail(double length, double degreesOfFreedom) => double.IsPositiveInfinity(degreesOfFreedom)
        ? Distributions.UpperTail.ChiSquared(length * length, _rank)
        : Distributions.UpperTail.FisherF(length * length / _rank, _rank, degreesOfFreedom);

    private static int Points(int count, int rank)
    {
        double cost = Shifts * (double)count * (PointCost + (CoordinateCost * count * (rank - 1)));
        return (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(MostCost / cost / 2, LeastPoints, SphereLattice.MostPoints));
    }
}
