namespace Lmm.Design;

/// <summary>Consecutive columns of a model matrix that indicate the levels of a factor, kept by what each row has, and made when they are asked for.</summary>
/// <param name="First">The first column.</param>
/// <param name="Count">The number of columns.</param>
/// <param name="ColumnOfRow">For each row which of the columns is one, counted from the first; −1 for none.</param>
internal sealed record IndicatorColumns(int First, int Count, int[] ColumnOfRow)
{
    /// <summary>The column after the last.</summary>
    public int End => First + Count;

    /// <summary>Makes the columns.</summary>
    public void Make(double[][] columns)
    {
        var made = new double[Count][];
        for (int column = 0; column < Count; column++)
        {
            made[column] = new double[ColumnOfRow.Length];
        }

        for (int row = 0; row < ColumnOfRow.Length; row++)
        {
            if (ColumnOfRow[row] >= 0)
            {
                made[ColumnOfRow[row]][row] = 1;
            }
        }

        made.CopyTo(columns, First);
    }

    /// <summary>The rows in which each column is one, ascending.</summary>
    public int[][] Rows()
    {
        var counts = new int[Count];
        foreach (int column in ColumnOfRow)
        {
            if (column >= 0)
            {
                counts[column]++;
            }
        }

        int[][] rows = Array.ConvertAll(counts, static count => new int[count]);
        Array.Clear(counts);
        for (int row = 0; row < ColumnOfRow.Length; row++)
        {
            int column = ColumnOfRow[row];
            if (column >= 0)
            {
                rows[column][counts[column]++] = row;
            }
        }

        return rows;
    }
}
