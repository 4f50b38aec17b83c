using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver.Expansion;

/// <summary>The traces of ZᵀH⁻¹Z with entries of Σ, by its blocks: within the levels of heads, through the tail, and within it.</summary>
/// <param name="products">The cross-products.</param>
/// <param name="entries">The entries.</param>
/// <param name="heads">The heads.</param>
/// <param name="tail">The tail.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class PrecisionTraces(CrossProducts products, CovarianceEntries entries, HeadLevels[] heads, PrecisionTail tail, CancellationToken cancellationToken)
{
    /// <summary>The order of the tiles in which a matrix is read down its columns.</summary>
    private const int Tile = 32;

    /// <summary>Writes tr(ZᵀH⁻¹Z E) for every entry E.</summary>
    public void First(Span<double> traces)
    {
        traces.Clear();
        foreach (HeadLevels head in heads)
        {
            int k = head.EffectCount;
            for (int level = 0; level < head.LevelCount; level++)
            {
                ReadOnlySpan<double> block = head.Explained.AsSpan(level * k * k, k * k);
                ReadOnlySpan<double> own = head.Precision.AsSpan(level * k * k, k * k);
                for (int entry = entries.First(head.Index); entry < entries.End(head.Index); entry++)
                {
                    traces[entry] += entries.Trace(entry, own, k) - entries.Trace(entry, block, k);
                }
            }
        }

        foreach (int factor in tail.Factors)
        {
            int k = products.Factors[factor].EffectCount;
            var block = new double[k * k];
            for (int level = 0; level < products.Factors[factor].LevelCount; level++)
            {
                int first = tail.Offsets[factor] + (level * k);
                CopyBlock(tail.Precision, first, first, k, k, block);
                for (int entry = entries.First(factor); entry < entries.End(factor); entry++)
                {
                    traces[entry] += entries.Trace(entry, block, k);
                }
            }
        }
    }

    /// <summary>Writes tr(ZᵀH⁻¹Z E ZᵀH⁻¹Z F) for all entries E and F, row by row.</summary>
    public void Second(Span<double> traces)
    {
        int count = entries.Count;
        traces.Clear();
        foreach (HeadLevels head in heads)
        {
            AddWithinLevels(head, traces);
        }

        AddThroughTail(traces);
        foreach (int first in tail.Factors)
        {
            foreach (int second in tail.Factors)
            {
                if (second <= first)
                {
                    AddWithinTail(first, second, traces);
                }
            }
        }

        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < row; column++)
            {
                traces[(column * count) + row] = traces[(row * count) + column];
            }
        }
    }

    // Σ over levels of tr((r F r − r F Y − Y F r) E), Y = CMCᵀ.
    private void AddWithinLevels(HeadLevels head, Span<double> traces)
    {
        int k = head.EffectCount;
        int count = entries.Count;
        var rest = new double[k * k];
        for (int level = 0; level < head.LevelCount; level++)
        {
            ReadOnlySpan<double> explained = head.Explained.AsSpan(level * k * k, k * k);
            ReadOnlySpan<double> own = head.Precision.AsSpan(level * k * k, k * k);
            for (int index = 0; index < rest.Length; index++)
            {
                rest[index] = own[index] - explained[index];
            }

            for (int first = entries.First(head.Index); first < entries.End(head.Index); first++)
            {
                for (int second = entries.First(head.Index); second <= first; second++)
                {
                    traces[(first * count) + second] += tail.Order == 0
                        ? entries.Trace(first, second, own, own, k)
                        : entries.Trace(first, second, rest, rest, k) - entries.Trace(first, second, explained, explained, k);
                }
            }
        }
    }

    // tr(M S_E M S_F) for entries of heads, S_E = ΣCᵀEC, and Σ tr(F (G S_E Gᵀ)ₘₘ) over the levels m of the tail; `half` is G S_E.
    private void AddThroughTail(Span<double> traces)
    {
        if (tail.Order == 0)
        {
            return;
        }

        int count = entries.Count;
        List<(int Entry, SymmetricMatrix Product)> products = [];
        var form = new SymmetricMatrix(tail.Order);
        var half = new SymmetricMatrix(tail.Order);
        foreach (HeadLevels head in heads)
        {
            for (int entry = entries.First(head.Index); entry < entries.End(head.Index); entry++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                FormCoupled(head, entry, form);
                var product = new SymmetricMatrix(tail.Order);
                tail.Add(DenseViews.Of(tail.Modes), DenseViews.Of(form), product, 1);
                foreach ((int other, SymmetricMatrix known) in products.Append((entry, product)))
                {
                    traces[(entry * count) + other] += TraceOfProduct(product, known);
                }

                products.Add((entry, product));
                tail.FormGain(form, product, half);
                foreach (int factor in tail.Factors)
                {
                    AddCrossed(entry, factor, half, traces);
                }
            }
        }
    }

    private void AddCrossed(int entry, int factor, SymmetricMatrix half, Span<double> traces)
    {
        int count = entries.Count;
        int k = products.Factors[factor].EffectCount;
        var block = new double[k * k];
        for (int level = 0; level < products.Factors[factor].LevelCount; level++)
        {
            int first = tail.Offsets[factor] + (level * k);
            for (int row = 0; row < k; row++)
            {
                for (int column = 0; column < k; column++)
                {
                    block[(row * k) + column] = VectorProducts.Dot(tail.Gain.Row(first + row, tail.Order), half.Row(first + column, tail.Order));
                }
            }

            for (int other = entries.First(factor); other < entries.End(factor); other++)
            {
                traces[(Math.Max(entry, other) * count) + Math.Min(entry, other)] += entries.Trace(other, block, k);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddWithinTail(int first, int second, Span<double> traces)
    {
        int count = entries.Count;
        (int rows, int columns) = (products.Factors[first].EffectCount, products.Factors[second].EffectCount);
        if (rows == 1 && columns == 1)
        {
            double sum = 0;
            for (int level = 0; level < products.Factors[first].LevelCount; level++)
            {
                ReadOnlySpan<double> values = tail.Precision.Row(tail.Offsets[first] + level, tail.Order).Slice(tail.Offsets[second], products.Factors[second].LevelCount);
                sum += VectorProducts.Dot(values, values);
            }

            traces[(entries.First(first) * count) + entries.First(second)] += sum;
            return;
        }

        var block = new double[rows * columns];
        for (int level = 0; level < products.Factors[first].LevelCount; level++)
        {
            for (int other = 0; other < products.Factors[second].LevelCount; other++)
            {
                CopyBlock(tail.Precision, tail.Offsets[first] + (level * rows), tail.Offsets[second] + (other * columns), rows, columns, block);
                for (int one = entries.First(first); one < entries.End(first); one++)
                {
                    for (int two = entries.First(second); two < entries.End(second) && two <= one; two++)
                    {
                        traces[(one * count) + two] += entries.Trace(one, two, block, block, columns);
                    }
                }
            }
        }
    }

    // S_E = ΣCᵀEC.
    private void FormCoupled(HeadLevels head, int entry, SymmetricMatrix target)
    {
        target.Values.Clear();
        (_, int row, int column) = entries.Entries[entry];
        for (int level = 0; level < head.LevelCount; level++)
        {
            ReadOnlySpan<int> columns = head.Columns(level);
            ReadOnlySpan<double> coupling = head.Coupling(level);
            ReadOnlySpan<double> left = coupling.Slice(row * columns.Length, columns.Length);
            ReadOnlySpan<double> right = coupling.Slice(column * columns.Length, columns.Length);
            head.AddOuter(level, target, 1, left, right);
            if (row != column)
            {
                head.AddOuter(level, target, 1, right, left);
            }
        }
    }

    // tr(AB), tile by tile, for B is read down its columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double TraceOfProduct(SymmetricMatrix left, SymmetricMatrix right)
    {
        int order = left.Order;
        double sum = 0;
        for (int top = 0; top < order; top += Tile)
        {
            for (int start = 0; start < order; start += Tile)
            {
                for (int row = top; row < Math.Min(order, top + Tile); row++)
                {
                    ReadOnlySpan<double> values = left.Row(row, order);
                    for (int column = start; column < Math.Min(order, start + Tile); column++)
                    {
                        sum += values[column] * right.Values[(column * right.Stride) + row];
                    }
                }
            }
        }

        return sum;
    }

    private static void CopyBlock(SymmetricMatrix matrix, int firstRow, int firstColumn, int rows, int columns, Span<double> block)
    {
        for (int row = 0; row < rows; row++)
        {
            matrix.Row(firstRow + row, matrix.Order).Slice(firstColumn, columns).CopyTo(block[(row * columns)..]);
        }
    }
}
