using Lmm.Solver.Optimization;

namespace Lmm.Solver.Information;

/// <summary>The inverse of an information matrix; of one that does not determine all parameters, that of what it determines.</summary>
internal static class InformationInverse
{
    /// <summary>The share of the largest eigenvalue, parameters in units of their own, below which a direction is not determined.</summary>
    private const double Undetermined = 1e-11;

    /// <summary>The inverse of a symmetric matrix, row by row.</summary>
    public static double[] Of(double[] information, int count)
    {
        var inverse = new double[count * count];
        var eigen = new ScaledEigen(count);
        if (!eigen.TrySet(information, double.Epsilon))
        {
            Array.Fill(inverse, double.NaN);
            return inverse;
        }

        var direction = new double[count];
        for (int index = 0; index < count; index++)
        {
            if (Math.Abs(eigen.Values[index]) <= Undetermined * eigen.Largest)
            {
                continue;
            }

            eigen.Direction(index, direction);
            for (int row = 0; row < count; row++)
            {
                for (int column = 0; column < count; column++)
                {
                    inverse[(row * count) + column] += direction[row] * direction[column] / eigen.Values[index];
                }
            }
        }

        return inverse;
    }
}
