using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Crossing;

/// <summary>Sums the cross-products of two grouping factors over two sets of rows.</summary>
internal static class PairSum
{
    /// <summary>The sum; the second set's effects are mapped by <paramref name="rowEffects"/> and <paramref name="columnEffects"/>.</summary>
    public static PairCrossProducts Of(PairCrossProducts first, PairCrossProducts second, LevelUnion rows, LevelUnion columns, Matrix<double> rowEffects, Matrix<double> columnEffects)
    {
        int height = rowEffects.RowCount;
        int width = columnEffects.RowCount;
        var entries = new SortedDictionary<int, double[]>[rows.Names.Length];
        for (int level = 0; level < entries.Length; level++)
        {
            entries[level] = [];
        }

        Collect(first, rows.First, columns.First, height * width, static block => block, entries);
        Collect(second, rows.Second, columns.Second, height * width, block => Turn(block, height, width, rowEffects, columnEffects), entries);

        var start = new int[entries.Length + 1];
        for (int level = 0; level < entries.Length; level++)
        {
            start[level + 1] = start[level] + entries[level].Count;
        }

        return new PairCrossProducts(
            first.First,
            first.Second,
            start,
            entries.SelectMany(static level => level.Keys).ToArray(),
            entries.SelectMany(static level => level.Values).SelectMany(static block => block).ToArray());
    }

    private static void Collect(PairCrossProducts pair, int[] rows, int[] columns, int size, Func<double[], double[]> turn, SortedDictionary<int, double[]>[] entries)
    {
        for (int level = 0; level + 1 < pair.Start.Length; level++)
        {
            SortedDictionary<int, double[]> own = entries[rows[level]];
            for (int index = pair.Start[level]; index < pair.Start[level + 1]; index++)
            {
                double[] block = turn(pair.Values.AsSpan(index * size, size).ToArray());
                int column = columns[pair.Partner[index]];
                if (own.TryGetValue(column, out double[]? known))
                {
                    for (int entry = 0; entry < size; entry++)
                    {
                        known[entry] += block[entry];
                    }
                }
                else
                {
                    own.Add(column, block);
                }
            }
        }
    }

    private static double[] Turn(double[] block, int height, int width, Matrix<double> rowEffects, Matrix<double> columnEffects)
    {
        Matrix<double> matrix = Matrix<double>.Build.Dense(height, width, (row, column) => block[(row * width) + column]);
        return (rowEffects.TransposeThisAndMultiply(matrix) * columnEffects).Transpose().ToColumnMajorArray();
    }
}
