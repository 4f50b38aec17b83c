using System.Runtime.CompilerServices;
using Lmm.Coordinates;
using Lmm.Design;
using Lmm.Kernels;

namespace Lmm.Crossing;

/// <summary>Forms the block between two grouping factors of the sums of their pairs: M = Σwuuᵀ of a pair becomes P₁ᵀMP₂, with the working columns of each factor written in the numbers, working = P·u, u₀ = 1.</summary>
/// <param name="sums">The sums.</param>
/// <param name="rootWeight">The unit of roots of weights, as an exponent of two.</param>
internal sealed class PairFormation(PairSums sums, int rootWeight)
{
    private const int LevelsAtOnce = 1024;

    private readonly int _size = 1 + sums.Numbers.Count;

    /// <summary>Forms the block.</summary>
    /// <param name="rows">The index of the factor whose levels are the rows.</param>
    /// <param name="rowMap">Its P, (m + 1) × k, row by row.</param>
    /// <param name="columns">The index of the factor whose levels are the columns.</param>
    /// <param name="columnMap">Its P.</param>
    /// <param name="areRowsFirst">Whether the rows are the levels of the first factor of the sums.</param>
    /// <param name="workers">The threads to use.</param>
    public PairCrossProducts Form(int rows, double[] rowMap, int columns, double[] columnMap, bool areRowsFirst, Workers workers)
    {
        int[] start = Starts(areRowsFirst);
        int blockSize = rowMap.Length / _size * (columnMap.Length / _size);
        int[] partner = GC.AllocateUninitializedArray<int>(sums.Count);
        double[] values = GC.AllocateUninitializedArray<double>(checked(sums.Count * blockSize));
        double[] ownMap = Array.ConvertAll(rowMap, value => Math.ScaleB(value, -2 * rootWeight));

        // Each thread goes through all pairs and takes those of its rows, which keep their order.
        int[] bounds = Bounds(start, workers.MaximumThreads);
        workers.Run(bounds.Length - 1, piece => Place(bounds[piece], bounds[piece + 1], start, areRowsFirst, ownMap, columnMap, partner, values, blockSize));
        int repeats = 0;
        workers.Run(start.Length - 1, LevelsAtOnce, (from, end) => Interlocked.Add(ref repeats, Sort(from, end, start, partner, values, blockSize, (areRowsFirst ? sums.Second : sums.First).Levels.Count)));
        PairCrossProducts formed = new(rows, columns, start, partner, values);
        return repeats == 0 ? formed : Joined(formed, blockSize);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] Starts(bool areRowsFirst)
    {
        int[] start = new int[(areRowsFirst ? sums.First : sums.Second).Levels.Count + 1];
        for (int block = 0; block < sums.BlockCount; block++)
        {
            ReadOnlySpan<int> levels = sums.LevelsOf(block);
            for (int pair = areRowsFirst ? 0 : 1; pair < levels.Length; pair += 2)
            {
                start[levels[pair] + 1]++;
            }
        }

        for (int level = 1; level < start.Length; level++)
        {
            start[level] += start[level - 1];
        }

        return start;
    }

    // Cuts the rows into pieces of about equal numbers of pairs.
    private static int[] Bounds(int[] start, int pieces)
    {
        int[] bounds = new int[pieces + 1];
        for (int piece = 1; piece <= pieces; piece++)
        {
            int row = Array.BinarySearch(start, (int)((long)start[^1] * piece / pieces));
            bounds[piece] = piece == pieces ? start.Length - 1 : Math.Clamp(row < 0 ? ~row : row, bounds[piece - 1], start.Length - 1);
        }

        return bounds;
    }

    // The blocks of the pairs of some rows, by row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Place(int from, int end, int[] start, bool areRowsFirst, double[] rowMap, double[] columnMap, int[] partner, double[] values, int blockSize)
    {
        int[] next = start[from..end];
        var half = new double[columnMap.Length];
        var moments = new double[_size * _size];
        int own = areRowsFirst ? 0 : 1;
        for (int block = 0; block < sums.BlockCount; block++)
        {
            ReadOnlySpan<int> levels = sums.LevelsOf(block);
            ReadOnlySpan<double> all = sums.SumsOf(block);
            for (int pair = 0; 2 * pair < levels.Length; pair++)
            {
                int row = levels[(2 * pair) + own];
                if (row < from || row >= end)
                {
                    continue;
                }

                int place = next[row - from]++;
                partner[place] = levels[(2 * pair) + 1 - own];
                if (_size == 1)
                {
                    values[place] = all[pair] * rowMap[0] * columnMap[0];
                }
                else
                {
                    Block(all.Slice(pair * sums.Width, sums.Width), rowMap, columnMap, moments, half, values.AsSpan(place * blockSize, blockSize));
                }
            }
        }
    }

    // Sorts the blocks of some rows by the levels of the columns, and returns how many have those of the one before.
    private static int Sort(int from, int end, int[] start, int[] partner, double[] values, int blockSize, int columnCount)
    {
        int repeats = 0;
        MarkedSort marked = new(columnCount);
        double[] unsorted = [];
        int[] order = [];
        for (int row = from; row < end; row++)
        {
            Span<int> own = partner.AsSpan(start[row], start[row + 1] - start[row]);
            Span<double> blocks = values.AsSpan(start[row] * blockSize, own.Length * blockSize);
            if (blockSize == 1)
            {
                if (!marked.TrySort(own, blocks))
                {
                    own.Sort(blocks);
                }
            }
            else
            {
                if (order.Length < own.Length)
                {
                    (order, unsorted) = (new int[own.Length], new double[blocks.Length]);
                }

                for (int place = 0; place < own.Length; place++)
                {
                    order[place] = place;
                }

                own.Sort(order.AsSpan(0, own.Length));
                blocks.CopyTo(unsorted);
                for (int place = 0; place < own.Length; place++)
                {
                    unsorted.AsSpan(order[place] * blockSize, blockSize).CopyTo(blocks[(place * blockSize)..]);
                }
            }

            for (int place = 1; place < own.Length; place++)
            {
                repeats += own[place] == own[place - 1] ? 1 : 0;
            }
        }

        return repeats;
    }

    // Adds up the same two levels, which lie side by side.
    private static PairCrossProducts Joined(PairCrossProducts formed, int blockSize)
    {
        (int[] start, int[] partner, double[] values) = (formed.Start, formed.Partner, formed.Values);
        int count = 0;
        for (int level = 0; level + 1 < start.Length; level++)
        {
            (int first, int end) = (start[level], start[level + 1]);
            start[level] = count;
            for (int at = first; at < end; at++)
            {
                Span<double> block = values.AsSpan(at * blockSize, blockSize);
                if (count > start[level] && partner[count - 1] == partner[at])
                {
                    Add(block, values.AsSpan((count - 1) * blockSize, blockSize));
                    continue;
                }

                partner[count] = partner[at];
                block.CopyTo(values.AsSpan(count * blockSize, blockSize));
                count++;
            }
        }

        start[^1] = count;
        return formed with { Partner = partner[..count], Values = values[..(count * blockSize)] };
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

    private void Block(ReadOnlySpan<double> own, double[] rowMap, double[] columnMap, double[] moments, double[] half, Span<double> block)
    {
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
    private void Multiply(double[] left, int rows, double[] right, Span<double> product, bool transposes)
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

    private static void Add(ReadOnlySpan<double> block, Span<double> sum)
    {
        for (int entry = 0; entry < block.Length; entry++)
        {
            sum[entry] += block[entry];
        }
    }
}
