using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Blocks;

/// <summary>A head of a chain of nested factors: panels with rows of later heads, of the tail, and of the border, level by level.</summary>
internal sealed class ChainHead : Head
{
    private readonly HeadLayout _layout;
    private readonly ChainHead[] _later;
    private readonly int[][] _tailMaps;
    private readonly int[] _parentOffsets;
    private readonly bool _isFirst;
    private readonly double[] _diagonal;
    private readonly double[] _panel;
    private readonly double[] _lower;
    private readonly double[] _transfer;
    private readonly double[] _product;
    private readonly double[] _borderSum;
    private readonly CancellationToken _cancellationToken;
    private readonly double[] _gap;
    private readonly double[] _half;
    private readonly LevelPrecision _precision;
    private CrossProducts? _products;
    private readonly AncestorCovariance _ancestors = new();

    /// <summary>Makes room for a head; <paramref name="later"/> are the heads after it.</summary>
    public ChainHead(HeadLayout layout, bool isFirst, ChainHead[] later, CancellationToken cancellationToken)
        : base(layout)
    {
        _layout = layout;
        _isFirst = isFirst;
        _cancellationToken = cancellationToken;
        _later = later;
        int k = layout.EffectCount;
        _diagonal = new double[layout.DiagonalLength];
        _panel = new double[layout.PanelLength];
        _lower = new double[_diagonal.Length];
        _transfer = new double[_diagonal.Length];
        PanelCovariance = isFirst ? [] : new double[_panel.Length];
        int most = 0;
        for (int level = 0; level < layout.LevelCount; level++)
        {
            most = Math.Max(most, layout.Rows(level));
        }

        _product = new double[most * k];
        _gap = new double[k];
        _half = new double[k];
        _precision = new LevelPrecision(k);
        _borderSum = new double[layout.BorderRows * layout.BorderRows];
        _parentOffsets = new int[later.Length + 1];
        _tailMaps = new int[later.Length][];
        for (int other = 0; other < later.Length; other++)
        {
            _parentOffsets[other + 1] = _parentOffsets[other] + later[other]._layout.EffectCount;
            _tailMaps[other] = TailMap(layout, later[other]._layout, layout.Parents[other]);
        }
    }

    /// <summary>For a head that is not the first, the covariances over σ² of what a panel's rows stand for with the level's modes.</summary>
    private double[] PanelCovariance { get; }

    /// <inheritdoc/>
    public override void Load(CrossProducts products)
    {
        _products = products;
        if (_isFirst)
        {
            _layout.Load(products, _diagonal, _panel);
        }
    }

    /// <inheritdoc/>
    public override void LoadResponse(CrossProducts products)
    {
        _products = products;
        if (_isFirst)
        {
            _layout.LoadResponse(products, _panel);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The heads before this one overwrite its blocks; A is read anew from the cross-products.</remarks>
    public override void Begin()
    {
        if (!_isFirst)
        {
            _layout.Load(_products!, _diagonal, _panel);
        }
    }

    /// <inheritdoc/>
    public override bool Eliminate(double[] lambda, DenseTail tail)
    {
        int k = _layout.EffectCount;
        int size = k * k;
        double logSum = 0;
        Array.Clear(_borderSum);
        for (int level = 0; level < _layout.LevelCount; level++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Span<double> own = _lower.AsSpan(level * size, size);
            LevelBlock.Scale(_diagonal.AsSpan(level * size, size), lambda, own, k);
            if (!SmallMatrix.Cholesky(own, k, k))
            {
                return false;
            }

            for (int effect = 0; effect < k; effect++)
            {
                logSum += Math.Log(own[(effect * k) + effect]);
            }

            Span<double> map = _transfer.AsSpan(level * size, size);
            LevelBlock.Transfer(own, lambda, map, k);
            int rows = _layout.Rows(level);
            ReadOnlySpan<double> below = _panel.AsSpan(_layout.FirstRow(level) * k, rows * k);
            LevelBlock.Multiply(below, map, _product, rows, k);
            UpdateLater(level);
            UpdateTail(level, rows, tail);
        }

        LogDeterminant = 2 * logSum;
        int border = _layout.BorderRows;
        for (int row = 0; row < border; row++)
        {
            int target = ((tail.Columns + row) * tail.Stride) + tail.Columns;
            for (int column = 0; column <= row; column++)
            {
                tail.Schur[target + column] -= _borderSum[(row * border) + column];
            }
        }

        return true;
    }

    // Each later head receives the products of all panel rows with the rows of its own level.
    private void UpdateLater(int level)
    {
        int k = _layout.EffectCount;
        int tailCount = _layout.TailCount(level);
        for (int other = 0; other < _later.Length; other++)
        {
            ChainHead target = _later[other];
            int width = target._layout.EffectCount;
            int parent = _layout.Parents[other][level];
            ReadOnlySpan<double> left = _product.AsSpan(_parentOffsets[other] * k, width * k);
            LevelBlock.SubtractProducts(left, left, target._diagonal.AsSpan(parent * width * width), width, width, k);

            int first = target._layout.FirstRow(parent);
            int between = _layout.ParentRows - _parentOffsets[other + 1];
            LevelBlock.SubtractProducts(_product.AsSpan(_parentOffsets[other + 1] * k), left, target._panel.AsSpan(first * width), between, width, k);
            int targetTail = first + between;
            for (int row = 0; row < tailCount; row++)
            {
                int to = targetTail + _tailMaps[other][_layout.TailStart[level] + row];
                LevelBlock.SubtractProducts(_product.AsSpan((_layout.ParentRows + row) * k), left, target._panel.AsSpan(to * width), 1, width, k);
            }

            int targetBorder = target._layout.FirstRow(parent + 1) - _layout.BorderRows;
            LevelBlock.SubtractProducts(_product.AsSpan((_layout.ParentRows + tailCount) * k), left, target._panel.AsSpan(targetBorder * width), _layout.BorderRows, width, k);
        }
    }

    private void UpdateTail(int level, int rows, DenseTail tail)
    {
        int k = _layout.EffectCount;
        int border = _layout.BorderRows;
        int tailCount = _layout.TailCount(level);
        ReadOnlySpan<double> values = _product.AsSpan(_layout.ParentRows * k, (rows - _layout.ParentRows) * k);
        ReadOnlySpan<int> tailRows = _layout.TailRows.AsSpan(_layout.TailStart[level], tailCount);
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
                _borderSum[(row * border) + column] += LevelBlock.Dot(borderValues.Slice(row * k, k), borderValues.Slice(column * k, k));
            }
        }
    }

    /// <inheritdoc/>
    public override void Differentiate(double[] lambda, DenseTail tail, bool withFixedEffects, bool keep, FactorSums sums)
    {
        int k = _layout.EffectCount;
        int size = k * k;
        for (int level = 0; level < _layout.LevelCount; level++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<double> block = _diagonal.AsSpan(level * size, size);
            ReadOnlySpan<double> map = _transfer.AsSpan(level * size, size);
            Solve(level, block, map, tail, sums);

            int rows = _layout.Rows(level) - _layout.BorderRows + (withFixedEffects ? tail.Rank : 0);
            ReadOnlySpan<double> below = _panel.AsSpan(_layout.FirstRow(level) * k, rows * k);
            Array.Clear(_precision.Quadratic);
            if (rows > 0)
            {
                GatherAncestors(level, rows, tail);
                _ancestors.Multiply(below, _product, rows, k);
                LevelBlock.TransposedProduct(below, _product, _precision.Quadratic, rows, k);
            }

            _precision.Add(block, map, sums);
            if (keep || PanelCovariance.Length > 0)
            {
                _precision.Covariance(Covariance.AsSpan(level * size, size));
            }

            if (PanelCovariance.Length > 0)
            {
                _precision.PanelCovariance(_product, PanelCovariance.AsSpan(_layout.FirstRow(level) * k, rows * k), rows);
            }
        }

        sums.FormDeterminantSlope(lambda);
    }

    // b = TTᵀg for what the panel's rows leave of the response's row, and v = g − Db.
    private void Solve(int level, ReadOnlySpan<double> block, ReadOnlySpan<double> map, DenseTail tail, FactorSums sums)
    {
        int k = _layout.EffectCount;
        ReadOnlySpan<double> tailSolution = tail.Solution;
        int row = _layout.FirstRow(level);
        int last = _layout.FirstRow(level + 1) - 1;
        _panel.AsSpan(last * k, k).CopyTo(_gap);
        for (int other = 0; other < _later.Length; other++)
        {
            int width = _later[other]._layout.EffectCount;
            row += LevelBlock.SubtractRows(_panel.AsSpan(row * k), _later[other].Modes.AsSpan(_layout.Parents[other][level] * width, width), _gap);
        }

        foreach (int tailRow in _layout.TailRows.AsSpan(_layout.TailStart[level], _layout.TailCount(level)))
        {
            row += LevelBlock.SubtractRows(_panel.AsSpan(row * k), tailSolution.Slice(tailRow, 1), _gap);
        }

        LevelBlock.SubtractRows(_panel.AsSpan(row * k), tailSolution[tail.Columns..], _gap);
        Span<double> modes = Modes.AsSpan(level * k, k);
        LevelBlock.Sandwich(map, _gap, _half, modes);
        for (int effect = 0; effect < k; effect++)
        {
            _half[effect] = _gap[effect] - LevelBlock.SymmetricDot(block, modes, effect);
        }

        sums.AddScore(_half);
    }

    private void GatherAncestors(int level, int rows, DenseTail tail)
    {
        int tailCount = _layout.TailCount(level);
        _ancestors.Begin(rows);
        int fixedRows = rows - _layout.ParentRows - tailCount;
        for (int other = 0; other < _later.Length; other++)
        {
            ChainHead head = _later[other];
            int width = head._layout.EffectCount;
            int parent = _layout.Parents[other][level];
            int at = _parentOffsets[other];
            _ancestors.SetDiagonal(at, head.Covariance.AsSpan(parent * width * width, width * width), width);
            int between = _layout.ParentRows - _parentOffsets[other + 1];
            ReadOnlySpan<double> cross = head.PanelCovariance.AsSpan(head._layout.FirstRow(parent) * width);
            for (int row = 0; row < between; row++)
            {
                _ancestors.SetRow(_parentOffsets[other + 1] + row, at, cross.Slice(row * width, width));
            }

            for (int row = 0; row < tailCount; row++)
            {
                int from = between + _tailMaps[other][_layout.TailStart[level] + row];
                _ancestors.SetRow(_layout.ParentRows + row, at, cross.Slice(from * width, width));
            }

            int fixedFrom = between + head._layout.TailCount(parent);
            for (int row = 0; row < fixedRows; row++)
            {
                _ancestors.SetRow(_layout.ParentRows + tailCount + row, at, cross.Slice((fixedFrom + row) * width, width));
            }
        }

        ReadOnlySpan<int> tailRows = _layout.TailRows.AsSpan(_layout.TailStart[level], tailCount);
        for (int row = 0; row < tailCount + fixedRows; row++)
        {
            int source = (row < tailCount ? tailRows[row] : tail.Columns + row - tailCount) * tail.Stride;
            for (int column = 0; column <= row; column++)
            {
                int from = column < tailCount ? tailRows[column] : tail.Columns + column - tailCount;
                _ancestors.Set(_layout.ParentRows + row, _layout.ParentRows + column, tail.Lower[source + from]);
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
