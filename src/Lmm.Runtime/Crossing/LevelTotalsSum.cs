using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Crossing;

/// <summary>Sums the totals of one grouping factor's levels over sets of rows, in common coordinates.</summary>
internal sealed class LevelTotalsSum
{
    /// <summary>Begins with nothing.</summary>
    /// <param name="grouping">The name of the factor.</param>
    /// <param name="levelCount">The number of its levels over all sets.</param>
    /// <param name="rank">The rank of X in the common coordinates.</param>
    public LevelTotalsSum(string grouping, int levelCount, int rank)
        => Result = new LevelTotals(grouping, rank + 1, new double[levelCount * LevelTotals.SizeOf(rank + 1)]);

    /// <summary>The sum.</summary>
    public LevelTotals Result { get; }

    /// <summary>Adds a set: its levels go to <paramref name="places"/>, [X y] is mapped by <paramref name="border"/>.</summary>
    public void Add(LevelTotals part, int[] places, Matrix<double> border)
    {
        Matrix<double> own = Matrix<double>.Build.Dense(part.Order, part.Order);
        for (int level = 0; level < places.Length; level++)
        {
            ReadOnlySpan<double> values = part.Of(level);
            for (int row = 0, at = 0; row < part.Order; row++)
            {
                for (int column = 0; column <= row; column++, at++)
                {
                    own[row, column] = own[column, row] = values[at];
                }
            }

            Matrix<double> mapped = border.TransposeThisAndMultiply(own * border);
            Span<double> target = Result.Of(places[level]);
            for (int row = 0, at = 0; row < Result.Order; row++)
            {
                for (int column = 0; column <= row; column++, at++)
                {
                    target[at] += mapped[row, column];
                }
            }
        }
    }
}
