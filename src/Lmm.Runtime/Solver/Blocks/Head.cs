using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// One head of the factorisation. A level's block D (k × k) and panel B (rows below × k) are those of the Schur complement of the heads before
/// it, free of every later factor's Λ. With Ω = ΛᵀDΛ + I = LLᵀ and T = ΛL⁻ᵀ, eliminating the level subtracts (BT)(BT)ᵀ from what is below.
/// </summary>
internal sealed class Head
{
    private readonly HeadLayout layout;
    private readonly Head[] later;
    private readonly int[][] tailMaps;
    private readonly int[] parentOffsets;
    private readonly double[] sourceDiagonal;
    private readonly double[] sourcePanel;
    private readonly double[] diagonal;
    private readonly double[] panel;
    private readonly double[] lower;
    private readonly double[] transfer;
    private readonly double[] product;
    private readonly double[] borderSum;

    /// <summary>Makes the head at a place in the chain; <paramref name="later"/> are the heads after it.</summary>
    public Head(CrossProducts products, BlockOrder order, int place, Head[] later)
    {
        layout = HeadLayout.Of(products, order, place, out sourceDiagonal, out sourcePanel);
        this.later = later;
        int k = layout.EffectCount;
        diagonal = place == 0 ? sourceDiagonal : new double[sourceDiagonal.Length];
        panel = place == 0 ? sourcePanel : new double[sourcePanel.Length];
        lower = new double[sourceDiagonal.Length];
        transfer = new double[sourceDiagonal.Length];
        Modes = new double[(long)layout.LevelCount * k];
        Covariance = new double[sourceDiagonal.Length];
        PanelCovariance = place == 0 ? [] : new double[sourcePanel.Length];
        int most = 0;
        for (int level = 0; level < layout.LevelCount; level++)
        {
            most = Math.Max(most, layout.Rows(level));
        }

        product = new double[most * k];
        borderSum = new double[layout.BorderRows * layout.BorderRows];
        parentOffsets = new int[later.Length + 1];
        tailMaps = new int[later.Length][];
        for (int other = 0; other < later.Length; other++)
        {
            parentOffsets[other + 1] = parentOffsets[other] + later[other].layout.EffectCount;
            tailMaps[other] = TailMap(layout, later[other].layout, layout.Parents[other]);
        }
    }

    /// <summary>The blocks' layout.</summary>
    public HeadLayout Layout => layout;

    /// <summary>The modes b = Λu, levels × k, row by row.</summary>
    public double[] Modes { get; }

    /// <summary>After <see cref="Differentiate"/> the covariance matrices of the modes over σ², levels × k × k, row by row.</summary>
    public double[] Covariance { get; }

    /// <summary>For a head that is not the first, the covariances over σ² of what a panel's rows stand for with the level's modes.</summary>
    private double[] PanelCovariance { get; }

    /// <summary>log|L|² of this head's rows.</summary>
    public double LogDeterminant { get; private set; }

    /// <summary>Restores the blocks of A.</summary>
    public void Begin()
    {
        if (!ReferenceEquals(diagonal, sourceDiagonal))
        {
            sourceDiagonal.CopyTo(diagonal, 0);
            sourcePanel.CopyTo(panel, 0);
        }
    }

    /// <summary>Eliminates all levels: updates the later heads and the tail. False when a block is not positive definite.</summary>
    public bool Eliminate(double[] lambda, DenseTail tail)
    {
        int k = layout.EffectCount;
        int size = k * k;
        double logSum = 0;
        Array.Clear(borderSum);
        for (int level = 0; level < layout.LevelCount; level++)
        {
            Span<double> own = lower.AsSpan(level * size, size);
            LevelBlock.Scale(diagonal.AsSpan(level * size, size), lambda, own, k);
            if (!SmallMatrix.Cholesky(own, k, k))
            {
                return false;
            }

            for (int effect = 0; effect < k; effect++)
            {
                logSum += Math.Log(own[(effect * k) + effect]);
            }

            Span<double> map = transfer.AsSpan(level * size, size);
            LevelBlock.Transfer(own, lambda, map, k);
            int rows = layout.Rows(level);
            ReadOnlySpan<double> below = panel.AsSpan(layout.FirstRow(level) * k, rows * k);
            LevelBlock.Multiply(below, map, product, rows, k);
            UpdateLater(level);
            UpdateTail(level, rows, tail);
        }

        LogDeterminant = 2 * logSum;
        int border = layout.BorderRows;
        for (int row = 0; row < border; row++)
        {
            int target = ((tail.Columns + row) * tail.Stride) + tail.Columns;
            for (int column = 0; column <= row; column++)
            {
                tail.Schur[target + column] -= borderSum[(row * border) + column];
            }
        }

        return true;
    }

    // Each later head receives the products of all panel rows with the rows of its own level.
    private void UpdateLater(int level)
    {
        int k = layout.EffectCount;
        int tailCount = layout.TailCount(level);
        for (int other = 0; other < later.Length; other++)
        {
            Head target = later[other];
            int width = target.layout.EffectCount;
            int parent = layout.Parents[other][level];
            ReadOnlySpan<double> left = product.AsSpan(parentOffsets[other] * k, width * k);
            LevelBlock.SubtractProducts(left, left, target.diagonal.AsSpan(parent * width * width), width, width, k);

            int first = target.layout.FirstRow(parent);
            int between = layout.ParentRows - parentOffsets[other + 1];
            LevelBlock.SubtractProducts(product.AsSpan(parentOffsets[other + 1] * k), left, target.panel.AsSpan(first * width), between, width, k);
            int targetTail = first + between;
            for (int row = 0; row < tailCount; row++)
            {
                int to = targetTail + tailMaps[other][layout.TailStart[level] + row];
                LevelBlock.SubtractProducts(product.AsSpan((layout.ParentRows + row) * k), left, target.panel.AsSpan(to * width), 1, width, k);
            }

            int targetBorder = target.layout.FirstRow(parent + 1) - layout.BorderRows;
            LevelBlock.SubtractProducts(product.AsSpan((layout.ParentRows + tailCount) * k), left, target.panel.AsSpan(targetBorder * width), layout.BorderRows, width, k);
        }
    }

    private void UpdateTail(int level, int rows, DenseTail tail)
    {
        int k = layout.EffectCount;
        int border = layout.BorderRows;
        int tailCount = layout.TailCount(level);
        ReadOnlySpan<double> values = product.AsSpan(layout.ParentRows * k, (rows - layout.ParentRows) * k);
        ReadOnlySpan<int> tailRows = layout.TailRows.AsSpan(layout.TailStart[level], tailCount);
        Span<double> schur = tail.Schur;
        for (int row = 0; row < tailCount + border; row++)
        {
            int target = (row < tailCount ? tailRows[row] : tail.Columns + row - tailCount) * tail.Stride;
            ReadOnlySpan<double> left = values.Slice(row * k, k);
            int end = Math.Min(row + 1, tailCount);
            for (int column = 0; column < end; column++)
            {
                schur[target + tailRows[column]] -= LevelBlock.Dot(left, values.Slice(column * k, k));
            }
        }

        ReadOnlySpan<double> borderValues = values[(tailCount * k)..];
        for (int row = 0; row < border; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                borderSum[(row * border) + column] += LevelBlock.Dot(borderValues.Slice(row * k, k), borderValues.Slice(column * k, k));
            }
        }
    }

    /// <summary>Solves for the modes, the later heads and the tail being solved, and adds Σ Zᵀe·uᵀ (k × k) to <paramref name="sums"/>.</summary>
    public void Solve(double[] lambda, DenseTail tail, double[] sums)
    {
        int k = layout.EffectCount;
        int size = k * k;
        Span<double> gap = stackalloc double[k];
        Span<double> spherical = stackalloc double[k];
        ReadOnlySpan<double> tailSolution = tail.Solution;
        ReadOnlySpan<double> beta = tailSolution[tail.Columns..];
        for (int level = 0; level < layout.LevelCount; level++)
        {
            int row = layout.FirstRow(level);
            int last = layout.FirstRow(level + 1) - 1;
            panel.AsSpan(last * k, k).CopyTo(gap);
            for (int other = 0; other < later.Length; other++)
            {
                int width = later[other].layout.EffectCount;
                row += LevelBlock.SubtractRows(panel.AsSpan(row * k), later[other].Modes.AsSpan(layout.Parents[other][level] * width, width), gap);
            }

            foreach (int tailRow in layout.TailRows.AsSpan(layout.TailStart[level], layout.TailCount(level)))
            {
                row += LevelBlock.SubtractRows(panel.AsSpan(row * k), tailSolution.Slice(tailRow, 1), gap);
            }

            LevelBlock.SubtractRows(panel.AsSpan(row * k), beta, gap);
            ReadOnlySpan<double> own = lower.AsSpan(level * size, size);
            LevelBlock.MultiplyTransposed(lambda, gap, spherical);
            SmallMatrix.SolveLower(own, k, k, spherical);
            SmallMatrix.SolveLowerTransposed(own, k, k, spherical);
            Span<double> modes = Modes.AsSpan(level * k, k);
            LevelBlock.Multiply(lambda, spherical, modes);
            ReadOnlySpan<double> block = diagonal.AsSpan(level * size, size);
            for (int effect = 0; effect < k; effect++)
            {
                // Zᵀe = (what the rest leaves) − D b
                double residual = gap[effect] - LevelBlock.SymmetricDot(block, modes, effect);
                for (int column = 0; column < k; column++)
                {
                    sums[(effect * k) + column] += residual * spherical[column];
                }
            }
        }
    }

    /// <summary>
    /// Forms the covariances of the modes from those of the later heads and the tail, and adds this factor's part of the gradient of half the
    /// log-determinant to <paramref name="sums"/> (k × k; [a, b] belongs to ∂Λ[a, b]).
    /// </summary>
    public void Differentiate(DenseTail tail, bool withFixedEffects, AncestorCovariance ancestors, double[] sums)
    {
        int k = layout.EffectCount;
        int size = k * k;
        var scratch = new LevelGradient(k);
        for (int level = 0; level < layout.LevelCount; level++)
        {
            int rows = layout.Rows(level) - layout.BorderRows + (withFixedEffects ? tail.Rank : 0);
            ReadOnlySpan<double> below = panel.AsSpan(layout.FirstRow(level) * k, rows * k);
            ReadOnlySpan<double> map = transfer.AsSpan(level * size, size);
            scratch.Quadratic.AsSpan().Clear();
            if (rows > 0)
            {
                GatherAncestors(level, rows, tail, ancestors);
                ancestors.Multiply(below, product, rows, k);
                LevelBlock.TransposedProduct(below, product, scratch.Quadratic, rows, k);
            }

            scratch.Add(diagonal.AsSpan(level * size, size), lower.AsSpan(level * size, size), map, sums);
            scratch.Covariance(map, Covariance.AsSpan(level * size, size));
            if (PanelCovariance.Length > 0)
            {
                // cov(below, modes) = −cov(below) B T Tᵀ
                scratch.PanelCovariance(map, product, PanelCovariance.AsSpan(layout.FirstRow(level) * k, rows * k), rows);
            }
        }
    }

    private void GatherAncestors(int level, int rows, DenseTail tail, AncestorCovariance ancestors)
    {
        int tailCount = layout.TailCount(level);
        ancestors.Begin(rows);
        int fixedRows = rows - layout.ParentRows - tailCount;
        for (int other = 0; other < later.Length; other++)
        {
            Head head = later[other];
            int width = head.layout.EffectCount;
            int parent = layout.Parents[other][level];
            int at = parentOffsets[other];
            ancestors.SetDiagonal(at, head.Covariance.AsSpan(parent * width * width, width * width), width);
            int between = layout.ParentRows - parentOffsets[other + 1];
            ReadOnlySpan<double> cross = head.PanelCovariance.AsSpan(head.layout.FirstRow(parent) * width);
            for (int row = 0; row < between; row++)
            {
                ancestors.SetRow(parentOffsets[other + 1] + row, at, cross.Slice(row * width, width));
            }

            for (int row = 0; row < tailCount; row++)
            {
                int from = between + tailMaps[other][layout.TailStart[level] + row];
                ancestors.SetRow(layout.ParentRows + row, at, cross.Slice(from * width, width));
            }

            int fixedFrom = between + head.layout.TailCount(parent);
            for (int row = 0; row < fixedRows; row++)
            {
                ancestors.SetRow(layout.ParentRows + tailCount + row, at, cross.Slice((fixedFrom + row) * width, width));
            }
        }

        ReadOnlySpan<int> tailRows = layout.TailRows.AsSpan(layout.TailStart[level], tailCount);
        for (int row = 0; row < tailCount + fixedRows; row++)
        {
            int source = (row < tailCount ? tailRows[row] : tail.Columns + row - tailCount) * tail.Stride;
            for (int column = 0; column <= row; column++)
            {
                int from = column < tailCount ? tailRows[column] : tail.Columns + column - tailCount;
                ancestors.Set(layout.ParentRows + row, layout.ParentRows + column, tail.Lower[source + from]);
            }
        }
    }

    // For every tail row of every level, its place among those of the parent's.
    private static int[] TailMap(HeadLayout inner, HeadLayout outer, int[] parents)
    {
        var map = new int[inner.TailRows.Length];
        for (int level = 0; level < inner.LevelCount; level++)
        {
            int start = outer.TailStart[parents[level]];
            ReadOnlySpan<int> rows = outer.TailRows.AsSpan(start, outer.TailCount(parents[level]));
            for (int at = inner.TailStart[level]; at < inner.TailStart[level + 1]; at++)
            {
                map[at] = rows.BinarySearch(inner.TailRows[at]);
            }
        }

        return map;
    }
}
