using Lmm.Kernels;

namespace Lmm.Cells;

/// <summary>
/// Rows that have the sums of the cells: in each cell as many as it takes, of equal weights, about its means. With S = LLᵀ the sums of products about the
/// means, r the rank of L and V an orthonormal basis of the contrasts of r + 1 rows, the rows of √((r + 1)/w)·V·Lᵀ have weights w/(r + 1), means zero and the
/// sums S. Least squares cannot tell them from the rows that were summed, and a cell never has more of them than it had rows.
/// </summary>
internal sealed class CellRows
{
    private const int CellsAtOnce = 4096;

    private CellRows(int rows, int count)
    {
        Cells = GC.AllocateUninitializedArray<int>(rows);
        Weights = GC.AllocateUninitializedArray<double>(rows);
        Numbers = [.. Enumerable.Range(0, count).Select(_ => GC.AllocateUninitializedArray<double>(rows))];
    }

    /// <summary>The cell of each row.</summary>
    public int[] Cells { get; }

    /// <summary>The weight of each row.</summary>
    public double[] Weights { get; }

    /// <summary>The values of each number, in the order of the plan.</summary>
    public double[][] Numbers { get; }

    /// <summary>Makes rows of cells.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="order">The cells in the order of their rows; null for their own.</param>
    /// <param name="centre">What stays subtracted from the last number.</param>
    /// <param name="workers">The threads; the rows do not depend on their number.</param>
    public static CellRows Of(CellTable cells, int[]? order, double centre, Workers workers)
    {
        int count = cells.NumberCount;
        var first = new int[cells.Count + 1];
        workers.Run(cells.Count, CellsAtOnce, (from, end) =>
        {
            CellFactor factor = new(count);
            for (int place = from; place < end; place++)
            {
                int cell = order is null ? place : order[place];
                first[place + 1] = factor.Factorise(cells.ScattersOf(cell), cells.RowsOf(cell)) + 1;
            }
        });
        for (int place = 0; place < cells.Count; place++)
        {
            first[place + 1] = checked(first[place] + first[place + 1]);
        }

        // Factors are made again, which takes less than to keep them: millions of cells fill the memory.
        CellRows rows = new(first[^1], count);
        double[] centres = [.. cells.Units.Select(static unit => unit.Centre)];
        if (centre != 0)
        {
            centres[^1] -= centre;
        }

        workers.Run(cells.Count, CellsAtOnce, (from, end) =>
        {
            CellFactor factor = new(count);
            for (int place = from; place < end; place++)
            {
                rows.Fill(cells, order is null ? place : order[place], first[place], centres, factor);
            }
        });
        return rows;
    }

    private void Fill(CellTable cells, int cell, int first, double[] centres, CellFactor factor)
    {
        int rank = factor.Factorise(cells.ScattersOf(cell), cells.RowsOf(cell));
        double weight = cells.WeightOf(cell) / (rank + 1);
        double stretch = rank == 0 ? 0 : Math.Sqrt((rank + 1) / cells.WeightOf(cell));
        for (int row = 0; row <= rank; row++)
        {
            int place = first + row;
            Cells[place] = cell;
            Weights[place] = weight;
            for (int number = 0; number < Numbers.Length; number++)
            {
                double deviation = 0;
                for (int column = 0; column < rank; column++)
                {
                    deviation += Contrast(row, column) * factor[number, column];
                }

                Numbers[number][place] = centres[number] + ((cells.MeanOf(cell, number) + (stretch * deviation)) / cells.Units[number].Scale);
            }
        }
    }

    // Helmert's contrasts: of the first column + 1 rows the negative, of the next the positive part.
    private static double Contrast(int row, int column)
    {
        double length = Math.Sqrt((column + 1.0) * (column + 2.0));
        return row <= column ? -1 / length : row == column + 1 ? (column + 1) / length : 0;
    }

    /// <summary>The number of rows.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Cells.Length} rows");
}
