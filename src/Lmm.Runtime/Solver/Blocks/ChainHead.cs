using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>A head of a chain of nested factors: panels with rows of later heads, of the tail, and of the border, level by level.</summary>
internal sealed class ChainHead : Head
{
    private readonly HeadLayout layout;
    private readonly ChainHead[] later;
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
    private readonly double[] gap;
    private readonly double[] half;
    private readonly LevelPrecision precision;
    private readonly AncestorCovariance ancestors = new();

    /// <summary>Makes a head from its blocks of A; <paramref name="later"/> are the heads after it.</summary>
    public ChainHead(HeadLayout layout, double[] sourceDiagonal, double[] sourcePanel, bool isFirst, ChainHead[] later)
        : base(layout)
    {
        this.layout = layout;
        this.sourceDiagonal = sourceDiagonal;
        this.sourcePanel = sourcePanel;
        this.later = later;
        int k = layout.EffectCount;
        diagonal = isFirst ? sourceDiagonal : new double[sourceDiagonal.Length];
        panel = isFirst ? sourcePanel : new double[sourcePanel.Length];
        lower = new double[sourceDiagonal.Length];
        transfer = new double[sourceDiagonal.Length];
        PanelCovariance = isFirst ? [] : new double[sourcePanel.Length];
        int most = 0;
        for (int level = 0; level < layout.LevelCount; level++)
        {
            most = Math.Max(most, layout.Rows(level));
        }

        product = new double[most * k];
        gap = new double[k];
        half = new double[k];
        precision = new LevelPrecision(k);
        borderSum = new double[layout.BorderRows * layout.BorderRows];
        parentOffsets = new int[later.Length + 1];
        tailMaps = new int[later.Length][];
        for (int other = 0; other < later.Length; other++)
        {
            parentOffsets[other + 1] = parentOffsets[other] + later[other].layout.EffectCount;
            tailMaps[other] = TailMap(layout, later[other].layout, layout.Parents[other]);
        }
    }

    /// <summary>For a head that is not the first, the covariances over σ² of what a panel's rows stand for with the level's modes.</summary>
    private double[] PanelCovariance { get; }

    /// <inheritdoc/>
    public override void TakeResponse(FactorCrossProducts factor) => Layout.CopyResponse(factor, sourcePanel);

    /// <inheritdoc/>
    public override void Begin()
    {
        if (!ReferenceEquals(diagonal, sourceDiagonal))
        {
            sourceDiagonal.CopyTo(diagonal, 0);
            sourcePanel.CopyTo(panel, 0);
        }
    }

    /// <inheritdoc/>
    public override bool Eliminate(double[] lambda, DenseTail tail)
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
            ChainHead target = later[other];
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

    /// <inheritdoc/>
    public override void Differentiate(double[] lambda, DenseTail tail, bool withFixedEffects, bool keep, FactorSums sums)
    {
        int k = layout.EffectCount;
        int size = k * k;
        for (int level = 0; level < layout.LevelCount; level++)
        {
            ReadOnlySpan<double> block = diagonal.AsSpan(level * size, size);
            ReadOnlySpan<double> map = transfer.AsSpan(level * size, size);
            Solve(level, block, map, tail, sums);

            int rows = layout.Rows(level) - layout.BorderRows + (withFixedEffects ? tail.Rank : 0);
            ReadOnlySpan<double> below = panel.AsSpan(layout.FirstRow(level) * k, rows * k);
            Array.Clear(precision.Quadratic);
            if (rows > 0)
            {
                GatherAncestors(level, rows, tail);
                ancestors.Multiply(below, product, rows, k);
                LevelBlock.TransposedProduct(below, product, precision.Quadratic, rows, k);
            }

            precision.Add(block, map, sums);
            if (keep || PanelCovariance.Length > 0)
            {
                precision.Covariance(Covariance.AsSpan(level * size, size));
            }

            if (PanelCovariance.Length > 0)
            {
                precision.PanelCovariance(product, PanelCovariance.AsSpan(layout.FirstRow(level) * k, rows * k), rows);
            }
        }

        sums.FormDeterminantSlope(lambda);
    }

    // b = TTᵀg for what the panel's rows leave of the response's row, and v = g − Db.
    private void Solve(int level, ReadOnlySpan<double> block, ReadOnlySpan<double> map, DenseTail tail, FactorSums sums)
    {
        int k = layout.EffectCount;
        ReadOnlySpan<double> tailSolution = tail.Solution;
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

        LevelBlock.SubtractRows(panel.AsSpan(row * k), tailSolution[tail.Columns..], gap);
        Span<double> modes = Modes.AsSpan(level * k, k);
        LevelBlock.Sandwich(map, gap, half, modes);
        for (int effect = 0; effect < k; effect++)
        {
            half[effect] = gap[effect] - LevelBlock.SymmetricDot(block, modes, effect);
        }

        sums.AddScore(half);
    }

    private void GatherAncestors(int level, int rows, DenseTail tail)
    {
        int tailCount = layout.TailCount(level);
        ancestors.Begin(rows);
        int fixedRows = rows - layout.ParentRows - tailCount;
        for (int other = 0; other < later.Length; other++)
        {
            ChainHead head = later[other];
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
