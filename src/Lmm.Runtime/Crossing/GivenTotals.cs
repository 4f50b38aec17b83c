using System.Globalization;

namespace Lmm.Crossing;

/// <summary>Whether sums by the levels of a grouping factor are those of all rows.</summary>
internal static class GivenTotals
{
    /// <summary>What differs between the sums by level, added up, and those over all rows; null where nothing does.</summary>
    /// <param name="totals">For each level the lower triangle of [X y]ᵀW[X y], row by row.</param>
    /// <param name="whole">[X y]ᵀW[X y].</param>
    /// <param name="share">The share of its size by which a sum may differ.</param>
    public static string? Difference(IReadOnlyList<double> totals, Matrix whole, double share)
    {
        int size = LevelTotals.SizeOf(whole.RowCount);
        for (int row = 0, at = 0; row < whole.RowCount; row++)
        {
            for (int column = 0; column <= row; column++, at++)
            {
                double sum = 0;
                for (int place = at; place < totals.Count; place += size)
                {
                    sum += totals[place];
                }

                if (!(Math.Abs(sum - whole[row, column]) <= share * Math.Sqrt(whole[row, row]) * Math.Sqrt(whole[column, column])))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"add up to {sum:R} in row {row} and column {column}, and the totals have {whole[row, column]:R} there.");
                }
            }
        }

        return null;
    }
}
