using Lmm.Kernels;

namespace Lmm.Coordinates;

/// <summary>The columns of a block that are mostly zero, such as the indicators of a factor of many levels, by what each row has of them.</summary>
internal sealed class SparseColumns
{
    /// <summary>With fewer such columns vectors are quicker than a look at zeros.</summary>
    private const int Fewest = 64;

    /// <summary>
    /// The most of the weight that rows other than zero may have. That the mean is small beside the root mean square keeps sums about the mean, formed from
    /// those about zero, to all but a fraction of a digit.
    /// </summary>
    private const double MostFilled = 0.1;

    private SparseColumns(int[] places, int[] dense, int[] start, int[] column, double[] value)
    {
        Places = places;
        Dense = dense;
        Start = start;
        Column = column;
        Value = value;
    }

    /// <summary>The places of these columns in the block.</summary>
    public int[] Places { get; }

    /// <summary>The places of the other columns.</summary>
    public int[] Dense { get; }

    /// <summary>For each row where its values begin; one more at the end.</summary>
    public int[] Start { get; }

    /// <summary>For each value its column, counted among <see cref="Places"/>; ascending within a row.</summary>
    public int[] Column { get; }

    /// <summary>The values other than zero, row by row.</summary>
    public double[] Value { get; }

    /// <summary>Finds them; null where they are few, or working columns are mixtures.</summary>
    public static SparseColumns? Find(ColumnBlock block, double[]? weights, int rowCount, Workers workers)
    {
        if (block.IsMixed || block.Count < Fewest)
        {
            return null;
        }

        double most = MostFilled * (weights?.Sum() ?? rowCount);
        int[]?[] rows = new int[block.Count][];
        workers.Run(block.Count, column => rows[column] = Filled(block.Data(column), weights, most));
        int[] all = [.. Enumerable.Range(0, block.Count)];
        int[] places = Array.FindAll(all, column => rows[column] is not null);
        return places.Length < Fewest ? null : Of(block, places, Array.FindAll(all, column => rows[column] is null), rows, rowCount);
    }

    private static SparseColumns Of(ColumnBlock block, int[] places, int[] dense, int[]?[] rows, int rowCount)
    {
        int[] start = new int[rowCount + 1];
        foreach (int place in places)
        {
            foreach (int row in rows[place]!)
            {
                start[row + 1]++;
            }
        }

        for (int row = 0; row < rowCount; row++)
        {
            start[row + 1] += start[row];
        }

        int[] next = start[..rowCount];
        int[] columns = new int[start[rowCount]];
        double[] values = new double[columns.Length];
        for (int index = 0; index < places.Length; index++)
        {
            double[] data = block.Data(places[index]);
            foreach (int row in rows[places[index]]!)
            {
                int at = next[row]++;
                columns[at] = index;
                values[at] = data[row];
            }
        }

        return new SparseColumns(places, dense, start, columns, values);
    }

    // The rows in which a column is not zero; null when they have too much of the weight.
    private static int[]? Filled(double[] data, double[]? weights, double most)
    {
        List<int> rows = [];
        double total = 0;
        for (int row = 0; row < data.Length; row++)
        {
            if (data[row] != 0)
            {
                total += weights is null ? 1 : weights[row];
                if (total > most)
                {
                    return null;
                }

                rows.Add(row);
            }
        }

        return [.. rows];
    }
}
