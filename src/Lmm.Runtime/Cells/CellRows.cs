namespace Lmm.Cells;

/// <summary>
/// Rows that have the sums of the cells: in each cell as many as it takes, of equal weights, about its means. With S = LLᵀ the sums of products about the
/// means, r the rank of L and V an orthonormal basis of the contrasts of r + 1 rows, the rows of √((r + 1)/w)·V·Lᵀ have weights w/(r + 1), means zero and the
/// sums S. Least squares cannot tell them from the rows that were summed, and a cell never has more of them than it had rows.
/// </summary>
internal sealed class CellRows
{
    private CellRows(int[] cells, double[] weights, double[][] numbers) => (Cells, Weights, Numbers) = (cells, weights, numbers);

    /// <summary>The cell of each row.</summary>
    public int[] Cells { get; }

    /// <summary>The weight of each row.</summary>
    public double[] Weights { get; }

    /// <summary>The values of each number, in the order of the plan.</summary>
    public double[][] Numbers { get; }

    /// <summary>Makes rows of cells.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="centre">What stays subtracted from the last number.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static CellRows Of(CellTable cells, double centre, CancellationToken cancellationToken)
    {
        const int CellsBetweenStops = 4096;
        int count = cells.NumberCount;
        double[] centres = [.. cells.Units.Select(static unit => unit.Centre)];
        centres[^1] -= centre;
        List<int> cellOfRow = new(cells.Count);
        List<double> weights = new(cells.Count);
        var numbers = new List<double>[count];
        for (int number = 0; number < count; number++)
        {
            numbers[number] = new List<double>(cells.Count);
        }

        var factor = new double[count * count];
        var rest = new double[count];
        var order = new int[count];
        for (int cell = 0; cell < cells.Count; cell++)
        {
            if (cell % CellsBetweenStops == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            // A cell without rows keeps its place, and has no weight.
            int most = (int)Math.Clamp(cells.RowsOf(cell) - 1, 0, count);
            int rank = Factor(cells, cell, factor, rest, order, most);
            double weight = cells.WeightOf(cell) / (rank + 1);
            double stretch = rank == 0 ? 0 : Math.Sqrt((rank + 1) / cells.WeightOf(cell));
            for (int row = 0; row <= rank; row++)
            {
                cellOfRow.Add(cell);
                weights.Add(weight);
                for (int number = 0; number < count; number++)
                {
                    double deviation = 0;
                    for (int column = 0; column < rank; column++)
                    {
                        deviation += Contrast(row, column) * factor[(number * count) + column];
                    }

                    numbers[number].Add(centres[number] + ((cells.MeanOf(cell, number) + (stretch * deviation)) / cells.Units[number].Scale));
                }
            }
        }

        return new CellRows([.. cellOfRow], [.. weights], Array.ConvertAll(numbers, static values => values.ToArray()));
    }

    // Helmert's contrasts: of the first column + 1 rows the negative, of the next the positive part.
    private static double Contrast(int row, int column)
    {
        double length = Math.Sqrt((column + 1.0) * (column + 2.0));
        return row <= column ? -1 / length : row == column + 1 ? (column + 1) / length : 0;
    }

    // Cholesky's factor with the largest pivots first, count × rank, of sums of products; what rounding leaves is zero.
    private static int Factor(CellTable cells, int cell, double[] factor, double[] rest, int[] order, int most)
    {
        const double Rounding = 1e-15;
        int count = cells.NumberCount;
        Array.Clear(factor);
        for (int number = 0; number < count; number++)
        {
            order[number] = number;
            rest[number] = cells.ScatterOf(cell, number, number);
        }

        for (int step = 0; step < most; step++)
        {
            int best = step;
            for (int candidate = step + 1; candidate < count; candidate++)
            {
                best = rest[order[candidate]] > rest[order[best]] ? candidate : best;
            }

            (order[step], order[best]) = (order[best], order[step]);
            int pivot = order[step];
            double square = rest[pivot];
            if (!(square > Rounding * cells.ScatterOf(cell, pivot, pivot)) || !(square > 0))
            {
                return step;
            }

            double root = Math.Sqrt(square);
            factor[(pivot * count) + step] = root;
            for (int place = step + 1; place < count; place++)
            {
                int number = order[place];
                double value = cells.ScatterOf(cell, Math.Min(number, pivot), Math.Max(number, pivot));
                for (int inner = 0; inner < step; inner++)
                {
                    value -= factor[(number * count) + inner] * factor[(pivot * count) + inner];
                }

                factor[(number * count) + step] = value / root;
                rest[number] = Math.Max(0, rest[number] - (value / root * (value / root)));
            }
        }

        return most;
    }

    /// <summary>The number of rows.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Cells.Length} rows");
}
