using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Crossing;

/// <summary>Sums the cross-products of two grouping factors over sets of rows.</summary>
/// <param name="like">The first set's, whose factors and orientation the sum has.</param>
/// <param name="levelCount">The number of levels of the first factor over all sets.</param>
internal sealed class PairSum(PairCrossProducts like, int levelCount)
{
    private readonly SortedDictionary<int, double[]>[] _entries = [.. Enumerable.Range(0, levelCount).Select(static _ => new SortedDictionary<int, double[]>())];

    /// <summary>The sum.</summary>
    public PairCrossProducts Result
    {
        get
        {
            var start = new int[_entries.Length + 1];
            for (int level = 0; level < _entries.Length; level++)
            {
                start[level + 1] = start[level] + _entries[level].Count;
            }

            return new PairCrossProducts(
                like.First,
                like.Second,
                start,
                [.. _entries.SelectMany(static level => level.Keys)],
                [.. _entries.SelectMany(static level => level.Values).SelectMany(static block => block)]);
        }
    }

    /// <summary>Adds a set: its levels go to <paramref name="rows"/> and <paramref name="columns"/>, its effects are mapped.</summary>
    public void Add(PairCrossProducts pair, int[] rows, int[] columns, Matrix<double> rowEffects, Matrix<double> columnEffects)
    {
        int height = rowEffects.RowCount;
        int width = columnEffects.RowCount;
        int size = height * width;
        for (int level = 0; level + 1 < pair.Start.Length; level++)
        {
            SortedDictionary<int, double[]> own = _entries[rows[level]];
            for (int index = pair.Start[level]; index < pair.Start[level + 1]; index++)
            {
                double[] block = Turn(pair.Values.AsSpan(index * size, size).ToArray(), height, width, rowEffects, columnEffects);
                int column = columns[pair.Partner[index]];
                if (!own.TryAdd(column, block))
                {
                    double[] known = own[column];
                    for (int entry = 0; entry < size; entry++)
                    {
                        known[entry] += block[entry];
                    }
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
