using Lmm.Kernels;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Tells by the Hessian at a point, mostly formed by forward differences of gradients, in which directions the objective is flat there. Such differences are wrong by about
/// as much as the eigenvalues that are to be zero, so that directions in doubt are measured by a central difference.
/// </summary>
/// <param name="objective">The objective.</param>
/// <param name="hessian">Its Hessian's eigenvalues, overwritten for every point.</param>
/// <param name="matrix">The Hessian, d × d.</param>
/// <param name="point">The point.</param>
internal sealed class FlatCurvature(IObjective objective, ScaledEigen hessian, double[] matrix, double[] point)
{
    /// <summary>A parameter takes part in a flat direction with more than this share of the largest.</summary>
    private const double Part = 2e-3;

    /// <summary>An eigenvalue below this may be zero: forward differences are wrong by as much.</summary>
    private const double DoubtfulEigenvalue = 1e-3;

    /// <summary>A parameter that changes the objective by less than this when it moves by its size may not change it at all.</summary>
    private const double NoCurvature = 0.05;

    /// <summary>What is this many times as curved as a flat direction may be is not flat, however wrong the differences.</summary>
    private const double Doubtful = 3000;

    /// <summary>The step of a central difference, in sizes of the parameters.</summary>
    private const double CentralStep = 1e-4;

    private readonly int _count = point.Length;
    private readonly double[] _direction = new double[point.Length];
    private readonly double[] _trial = new double[point.Length];
    private readonly double[] _gradient = new double[point.Length];

    /// <summary>Whether the objective may be flat in some direction, to be asked before the sizes are formed that tell.</summary>
    public bool IsDoubtful
    {
        get
        {
            bool isDoubtful = false;
            for (int index = 0; index < _count; index++)
            {
                double size = Math.Max(Math.Abs(point[index]), 0.1);
                isDoubtful |= Math.Abs(hessian.Values[index]) < DoubtfulEigenvalue || !(Math.Abs(matrix[(index * _count) + index]) * size * size > NoCurvature);
            }

            return isDoubtful;
        }
    }

    /// <summary>
    /// Writes which parameters take part in a direction in which the objective is flat: moving them by their own magnitudes, or by <paramref name="sizes"/> where those are
    /// larger, changes it by less than <paramref name="change"/>. The directions are numbered from zero; false where there is none of that number.
    /// </summary>
    public bool TryFind(int number, double change, ReadOnlySpan<double> sizes, Span<bool> parts)
    {
        for (int vector = 0; vector < _count; vector++)
        {
            double largest = Largest(vector, sizes);
            double allowed = change * largest * largest;
            if (!(Math.Abs(hessian.Values[vector]) < Doubtful * allowed) || !(Math.Abs(Curvature(vector, CentralStep / largest)) < allowed) || number-- > 0)
            {
                continue;
            }

            for (int index = 0; index < _count; index++)
            {
                parts[index] = Math.Abs(_direction[index]) / Size(index, sizes) > Part * largest;
            }

            return true;
        }

        return false;
    }

    private double Size(int index, ReadOnlySpan<double> sizes) => Math.Max(Math.Abs(point[index]), sizes[index]);

    // The largest element of an eigenvector in units of the sizes; the eigenvector is left in `direction`.
    private double Largest(int vector, ReadOnlySpan<double> sizes)
    {
        hessian.Direction(vector, _direction);
        double largest = 0;
        for (int index = 0; index < _count; index++)
        {
            largest = Math.Max(largest, Math.Abs(_direction[index]) / Size(index, sizes));
        }

        return largest;
    }

    // The curvature along the direction by a central difference of gradients.
    private double Curvature(int vector, double length)
    {
        hessian.Direction(vector, _direction);
        double difference = 0;
        for (int sign = 1; sign >= -1; sign -= 2)
        {
            for (int index = 0; index < _count; index++)
            {
                _trial[index] = point[index] + (sign * length * _direction[index]);
            }

            if (!double.IsFinite(objective.Value(_trial)))
            {
                return double.PositiveInfinity;
            }

            objective.Gradient(_gradient);
            difference += sign * LevelBlock.Dot(_direction, _gradient);
        }

        return difference / (2 * length);
    }
}
