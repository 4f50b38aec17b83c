using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// A single head whose levels meet most of the tail: its panels are one dense matrix, effects × tail, and the work is that of two matrix
/// products.
/// </summary>
internal sealed unsafe class DenseHead : Head
{
    private readonly int k;
    private readonly int order;
    private readonly int stride;
    private readonly int effects;
    private readonly double[] diagonal;
    private readonly double[] transfer;
    private readonly double[] lower;
    private readonly AlignedBuffer panel = new();
    private readonly AlignedBuffer product = new();
    private readonly MatrixProduct multiply;
    private readonly LevelPrecision precision;
    private readonly double[] gap;
    private readonly double[] half;
    private readonly double[] modes;

    public DenseHead(HeadLayout layout, double[] diagonal, double[] panel, int tailColumns, Workers workers)
        : base(layout)
    {
        this.diagonal = diagonal;
        k = layout.EffectCount;
        order = tailColumns + layout.BorderRows;
        stride = Padding.ToVector(order);
        effects = layout.LevelCount * k;
        transfer = new double[diagonal.Length];
        lower = new double[k * k];
        precision = new LevelPrecision(k);
        gap = new double[k];
        half = new double[k];
        modes = new double[k];
        multiply = new MatrixProduct(workers.MaximumThreads);
        this.panel.Reserve((long)effects * stride);
        product.Reserve((long)effects * stride);
        Spread(panel, tailColumns);
    }

    /// <summary>The bytes that the dense panels of a head would take.</summary>
    public static long Bytes(HeadLayout layout, int tailColumns)
        => 2L * sizeof(double) * layout.LevelCount * layout.EffectCount * Padding.ToVector(tailColumns + layout.BorderRows);

    /// <inheritdoc/>
    public override void TakeResponse(FactorCrossProducts factor)
    {
        for (int row = 0; row < effects; row++)
        {
            Row(panel, row, order)[order - 1] = factor.ResponseProduct(row / k, row % k);
        }
    }

    /// <inheritdoc/>
    public override void Begin()
    {
    }

    /// <inheritdoc/>
    public override bool Eliminate(double[] lambda, DenseTail tail)
    {
        int size = k * k;
        double logSum = 0;
        for (int level = 0; level < Layout.LevelCount; level++)
        {
            LevelBlock.Scale(diagonal.AsSpan(level * size, size), lambda, lower, k);
            if (!SmallMatrix.Cholesky(lower, k, k))
            {
                return false;
            }

            for (int effect = 0; effect < k; effect++)
            {
                logSum += Math.Log(lower[(effect * k) + effect]);
            }

            Span<double> map = transfer.AsSpan(level * size, size);
            LevelBlock.Transfer(lower, lambda, map, k);
            MultiplyPanel(level, map);
        }

        LogDeterminant = 2 * logSum;
        var columns = new StridedMatrix(product.Pointer, stride, 1);
        fixed (double* schur = tail.Schur)
        {
            multiply.Add(order, order, effects, columns.Transpose, columns, new StridedMatrix(schur, tail.Stride, 1), -1, lowerOnly: true);
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Differentiate(double[] lambda, DenseTail tail, bool withFixedEffects, bool keep, FactorSums sums)
    {
        int size = k * k;
        int rows = tail.Columns + (withFixedEffects ? tail.Rank : 0);
        new Span<double>(product.Pointer, effects * stride).Clear();
        tail.CompleteCovariance(rows);
        fixed (double* covariance = tail.Lower)
        {
            multiply.Add(effects, rows, rows, new StridedMatrix(panel.Pointer, stride, 1), new StridedMatrix(covariance, tail.Stride, 1), new StridedMatrix(product.Pointer, stride, 1), 1);
        }

        ReadOnlySpan<double> solution = tail.Solution;
        for (int level = 0; level < Layout.LevelCount; level++)
        {
            ReadOnlySpan<double> block = diagonal.AsSpan(level * size, size);
            ReadOnlySpan<double> map = transfer.AsSpan(level * size, size);
            for (int effect = 0; effect < k; effect++)
            {
                ReadOnlySpan<double> own = Row(panel, (level * k) + effect, order);
                gap[effect] = own[order - 1] - VectorProducts.Dot(solution, own);
                for (int other = 0; other < k; other++)
                {
                    precision.Quadratic[(effect * k) + other] = VectorProducts.Dot(own[..rows], Row(product, (level * k) + other, rows));
                }
            }

            LevelBlock.Sandwich(map, gap, half, modes);
            for (int effect = 0; effect < k; effect++)
            {
                half[effect] = gap[effect] - LevelBlock.SymmetricDot(block, modes, effect);
            }

            sums.AddScore(half);
            precision.Add(block, map, sums);
            if (keep)
            {
                modes.CopyTo(Modes.AsSpan(level * k));
                precision.Covariance(Covariance.AsSpan(level * size, size));
            }
        }

        sums.FormDeterminantSlope(lambda);
    }

    // (BT)ᵀ of one level: each row of the product is a combination of the level's rows of the panel.
    private void MultiplyPanel(int level, ReadOnlySpan<double> map)
    {
        for (int column = 0; column < k; column++)
        {
            Span<double> target = Row(product, (level * k) + column, stride);
            target.Clear();
            for (int effect = 0; effect < k; effect++)
            {
                VectorProducts.Add(map[(effect * k) + column], Row(panel, (level * k) + effect, stride), target);
            }
        }
    }

    private Span<double> Row(AlignedBuffer matrix, int row, int count) => new(matrix.Pointer + ((nint)row * stride), count);

    private void Spread(double[] sparse, int tailColumns)
    {
        new Span<double>(panel.Pointer, effects * stride).Clear();
        for (int level = 0; level < Layout.LevelCount; level++)
        {
            int count = Layout.TailCount(level);
            for (int row = 0; row < count + Layout.BorderRows; row++)
            {
                int column = row < count ? Layout.TailRows[Layout.TailStart[level] + row] : tailColumns + row - count;
                for (int effect = 0; effect < k; effect++)
                {
                    Row(panel, (level * k) + effect, stride)[column] = sparse[((Layout.FirstRow(level) + row) * k) + effect];
                }
            }
        }
    }
}
