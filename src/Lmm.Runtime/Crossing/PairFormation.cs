using Lmm.Coordinates;
using Lmm.Design;

namespace Lmm.Crossing;

/// <summary>Forms the block between two grouping factors of the sums of their pairs: M = Σwuuᵀ of a pair becomes P₁ᵀMP₂, with the working columns of each factor written in the numbers, working = P·u, u₀ = 1.</summary>
/// <param name="sums">The sums.</param>
/// <param name="rootWeight">The unit of roots of weights, as an exponent of two.</param>
internal sealed class PairFormation(PairSums sums, int rootWeight)
{
    private readonly int _size = 1 + sums.Numbers.Count;

    /// <summary>Forms the block.</summary>
    /// <param name="rows">The index of the factor whose levels are the rows.</param>
    /// <param name="rowMap">Its P, (m + 1) × k, row by row.</param>
    /// <param name="columns">The index of the factor whose levels are the columns.</param>
    /// <param name="columnMap">Its P.</param>
    /// <param name="areRowsFirst">Whether the rows are the levels of the first factor of the sums.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public PairCrossProducts Form(int rows, double[] rowMap, int columns, double[] columnMap, bool areRowsFirst, CancellationToken cancellationToken)
    {
        (int rowLevels, int columnLevels) = areRowsFirst ? (sums.First.Levels.Count, sums.Second.Levels.Count) : (sums.Second.Levels.Count, sums.First.Levels.Count);
        Func<int, int> rowOf = areRowsFirst ? sums.FirstOf : sums.SecondOf;
        Func<int, int> columnOf = areRowsFirst ? sums.SecondOf : sums.FirstOf;
        int[] byColumn = Sorted(columnLevels, place => place, columnOf, out _);
        cancellationToken.ThrowIfCancellationRequested();
        int[] order = Sorted(rowLevels, place => byColumn[place], rowOf, out int[] start);
        cancellationToken.ThrowIfCancellationRequested();
        int rowEffects = rowMap.Length / _size;
        int columnEffects = columnMap.Length / _size;
        int blockSize = rowEffects * columnEffects;
        int[] partner = GC.AllocateUninitializedArray<int>(order.Length);
        double[] values = GC.AllocateUninitializedArray<double>(order.Length * blockSize);
        double[] ownMap = Array.ConvertAll(rowMap, value => Math.ScaleB(value, -2 * rootWeight));
        var block = new double[blockSize];
        var half = new double[_size * columnEffects];
        var moments = new double[_size * _size];
        int count = 0;
        for (int level = 0; level < rowLevels; level++)
        {
            int begin = count;
            (int first, int end) = (start[level], start[level + 1]);
            start[level] = begin;
            for (int at = first; at < end; at++)
            {
                int column = columnOf(order[at]);
                Block(sums.Of(order[at]), ownMap, columnMap, moments, half, block);
                if (count > begin && partner[count - 1] == column)
                {
                    Add(block, values.AsSpan((count - 1) * blockSize, blockSize));
                    continue;
                }

                partner[count] = column;
                block.CopyTo(values, count * blockSize);
                count++;
            }
        }

        start[rowLevels] = count;
        return new PairCrossProducts(rows, columns, start, count == partner.Length ? partner : partner[..count], count == partner.Length ? values : values[..(count * blockSize)]);
    }

    /// <summary>A factor's P: its working columns in terms of one and the numbers.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="layouts">The layouts of its terms.</param>
    /// <param name="units">The units of the columns of each of these terms, as exponents of two.</param>
    public double[] Map(PairedFactor factor, RandomTermLayout[] layouts, int[][] units)
    {
        int effects = layouts.Sum(static layout => layout.EffectCount);
        var map = new double[_size * effects];
        for (int term = 0; term < layouts.Length; term++)
        {
            ColumnBasis basis = layouts[term].Basis;
            for (int column = 0; column < factor.Columns[term].Length; column++)
            {
                int number = factor.Columns[term][column];
                (double centre, double scale) = number < 0 ? (1, 1) : sums.Numbers[number];
                for (int effect = 0; effect < layouts[term].EffectCount; effect++)
                {
                    double share = Math.ScaleB(basis.FromData[column, effect], -units[term][column]);
                    int place = layouts[term].Offset + effect;
                    map[place] += centre * share;
                    if (number >= 0)
                    {
                        map[((1 + number) * effects) + place] += share / scale;
                    }
                }
            }
        }

        return map;
    }

    private void Block(ReadOnlySpan<double> own, double[] rowMap, double[] columnMap, double[] moments, double[] half, double[] block)
    {
        if (_size == 1)
        {
            block[0] = own[0] * rowMap[0] * columnMap[0];
            return;
        }

        Square(own, moments);
        Multiply(moments, _size, columnMap, half, transposes: false);
        Multiply(rowMap, rowMap.Length / _size, half, block, transposes: true);
    }

    // Σwuuᵀ, with u₀ = 1.
    private void Square(ReadOnlySpan<double> own, double[] moments)
    {
        moments[0] = own[0];
        int entry = _size;
        for (int second = 1; second < _size; second++)
        {
            moments[second] = moments[second * _size] = own[second];
            for (int first = 1; first <= second; first++, entry++)
            {
                moments[(first * _size) + second] = moments[(second * _size) + first] = own[entry];
            }
        }
    }

    // A·B or AᵀB, of which B has as many rows as there are numbers and one.
    private void Multiply(double[] left, int rows, double[] right, double[] product, bool transposes)
    {
        int columns = right.Length / _size;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double sum = 0;
                for (int inner = 0; inner < _size; inner++)
                {
                    sum += left[transposes ? (inner * rows) + row : (row * _size) + inner] * right[(inner * columns) + column];
                }

                product[(row * columns) + column] = sum;
            }
        }
    }

    private static void Add(double[] block, Span<double> sum)
    {
        for (int entry = 0; entry < block.Length; entry++)
        {
            sum[entry] += block[entry];
        }
    }

    // The pairs by counting their levels, those of a level in the order in which they were.
    private int[] Sorted(int levels, Func<int, int> pairAt, Func<int, int> levelOf, out int[] start)
    {
        start = new int[levels + 1];
        for (int pair = 0; pair < sums.Count; pair++)
        {
            start[levelOf(pair) + 1]++;
        }

        for (int level = 0; level < levels; level++)
        {
            start[level + 1] += start[level];
        }

        int[] next = start[..levels];
        int[] order = GC.AllocateUninitializedArray<int>(sums.Count);
        for (int place = 0; place < order.Length; place++)
        {
            int pair = pairAt(place);
            order[next[levelOf(pair)]++] = pair;
        }

        return order;
    }
}
