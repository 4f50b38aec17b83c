using System.Runtime.CompilerServices;

namespace Lmm.Hypotheses.Clusters;

/// <summary>A symmetric matrix of sums from which the first variables are taken out.</summary>
/// <param name="order">The number of variables.</param>
internal sealed class SymmetricSums(int order)
{
    private readonly double[] _lower = new double[order * order];

    /// <summary>The element of two variables, in either order.</summary>
    public ref double this[int row, int column] => ref _lower[(Math.Max(row, column) * order) + Math.Min(row, column)];

    /// <summary>Adds a lower triangle, row by row, to the variables from <paramref name="first"/> on.</summary>
    public void Add(ReadOnlySpan<double> triangle, int first)
    {
        for (int row = first, at = 0; row < order; row++)
        {
            for (int column = first; column <= row; column++, at++)
            {
                _lower[(row * order) + column] += triangle[at];
            }
        }
    }

    /// <summary>Takes the first variables out: of the others what is left is the Schur complement.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Eliminate(int count)
    {
        for (int pivot = 0; pivot < count; pivot++)
        {
            double diagonal = _lower[(pivot * order) + pivot];
            for (int row = pivot + 1; row < order; row++)
            {
                double factor = _lower[(row * order) + pivot] / diagonal;
                for (int column = pivot + 1; column <= row && factor != 0; column++)
                {
                    _lower[(row * order) + column] -= factor * _lower[(column * order) + pivot];
                }
            }
        }
    }
}
