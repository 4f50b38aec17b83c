using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Blocks;

/// <summary>
/// A single head whose levels meet most of the tail: its panels are one dense matrix, effects × tail, and the work is that of two matrix
/// products.
/// </summary>
internal sealed unsafe class DenseHead : Head
{
    private readonly int _k;
    private readonly int _order;
    private readonly int _stride;
    private readonly int _effects;
    private readonly int _tailColumns;
    private readonly double[] _diagonal;
    private readonly double[] _transfer;
    private readonly double[] _lower;
    private readonly AlignedBuffer _panel = new();
    private readonly AlignedBuffer _product = new();
    private readonly MatrixProduct _multiply;
    private readonly LevelPrecision _precision;
    private readonly double[] _gap;
    private readonly double[] _half;
    private readonly double[] _modes;

    public DenseHead(HeadLayout layout, int tailColumns, Workers workers)
        : base(layout)
    {
        _diagonal = new double[layout.DiagonalLength];
        _tailColumns = tailColumns;
        _k = layout.EffectCount;
        _order = tailColumns + layout.BorderRows;
        _stride = Padding.ToVector(_order);
        _effects = layout.LevelCount * _k;
        _transfer = new double[_diagonal.Length];
        _lower = new double[_k * _k];
        _precision = new LevelPrecision(_k);
        _gap = new double[_k];
        _half = new double[_k];
        _modes = new double[_k];
        _multiply = new MatrixProduct(workers.MaximumThreads, workers.CancellationToken);
        _panel.Reserve((long)_effects * _stride);
        _product.Reserve((long)_effects * _stride);
    }

    /// <summary>The bytes that the dense panels of a head would take.</summary>
    public static long Bytes(HeadLayout layout, int tailColumns)
        => 2L * sizeof(double) * layout.LevelCount * layout.EffectCount * Padding.ToVector(tailColumns + layout.BorderRows);

    /// <inheritdoc/>
    public override void Load(CrossProducts products)
    {
        var panel = new double[Layout.PanelLength];
        Layout.Load(products, _diagonal, panel);
        Spread(panel);
    }

    /// <inheritdoc/>
    public override void LoadResponse(CrossProducts products)
    {
        FactorCrossProducts factor = products.Factors[Layout.Factor];
        for (int row = 0; row < _effects; row++)
        {
            Row(_panel, row, _order)[_order - 1] = factor.ResponseProduct(row / _k, row % _k);
        }
    }

    /// <inheritdoc/>
    public override bool Eliminate(double[] lambda, DenseTail tail)
    {
        int size = _k * _k;
        double logSum = 0;
        for (int level = 0; level < Layout.LevelCount; level++)
        {
            LevelBlock.Scale(_diagonal.AsSpan(level * size, size), lambda, _lower, _k);
            if (!SmallMatrix.Cholesky(_lower, _k, _k))
            {
                return false;
            }

            for (int effect = 0; effect < _k; effect++)
            {
                logSum += Math.Log(_lower[(effect * _k) + effect]);
            }

            Span<double> map = _transfer.AsSpan(level * size, size);
            LevelBlock.Transfer(_lower, lambda, map, _k);
            MultiplyPanel(level, map);
        }

        LogDeterminant = 2 * logSum;
        var columns = new StridedMatrix(_product.Pointer, _stride, 1);
        fixed (double* schur = tail.Schur)
        {
            _multiply.Add(_order, _order, _effects, columns.Transpose, columns, new StridedMatrix(schur, tail.Stride, 1), -1, lowerOnly: true);
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Differentiate(double[] lambda, DenseTail tail, bool withFixedEffects, bool keep, FactorSums sums)
    {
        int size = _k * _k;
        int rows = tail.Columns + (withFixedEffects ? tail.Rank : 0);
        new Span<double>(_product.Pointer, _effects * _stride).Clear();
        tail.CompleteCovariance(rows);
        fixed (double* covariance = tail.Lower)
        {
            _multiply.Add(_effects, rows, rows, new StridedMatrix(_panel.Pointer, _stride, 1), new StridedMatrix(covariance, tail.Stride, 1), new StridedMatrix(_product.Pointer, _stride, 1), 1);
        }

        ReadOnlySpan<double> solution = tail.Solution;
        for (int level = 0; level < Layout.LevelCount; level++)
        {
            ReadOnlySpan<double> block = _diagonal.AsSpan(level * size, size);
            ReadOnlySpan<double> map = _transfer.AsSpan(level * size, size);
            for (int effect = 0; effect < _k; effect++)
            {
                ReadOnlySpan<double> own = Row(_panel, (level * _k) + effect, _order);
                _gap[effect] = own[_order - 1] - VectorProducts.Dot(solution, own);
                for (int other = 0; other < _k; other++)
                {
                    _precision.Quadratic[(effect * _k) + other] = VectorProducts.Dot(own[..rows], Row(_product, (level * _k) + other, rows));
                }
            }

            LevelBlock.Sandwich(map, _gap, _half, _modes);
            for (int effect = 0; effect < _k; effect++)
            {
                _half[effect] = _gap[effect] - LevelBlock.SymmetricDot(block, _modes, effect);
            }

            sums.AddScore(_half);
            _precision.Add(block, map, sums);
            if (keep)
            {
                _modes.CopyTo(Modes.AsSpan(level * _k));
                _precision.Covariance(Covariance.AsSpan(level * size, size));
            }
        }

        sums.FormDeterminantSlope(lambda);
    }

    // (BT)ᵀ of one level: each row of the product is a combination of the level's rows of the panel.
    private void MultiplyPanel(int level, ReadOnlySpan<double> map)
    {
        for (int column = 0; column < _k; column++)
        {
            Span<double> target = Row(_product, (level * _k) + column, _stride);
            target.Clear();
            for (int effect = 0; effect < _k; effect++)
            {
                VectorProducts.Add(map[(effect * _k) + column], Row(_panel, (level * _k) + effect, _stride), target);
            }
        }
    }

    private Span<double> Row(AlignedBuffer matrix, int row, int count) => new(matrix.Pointer + ((nint)row * _stride), count);

    private void Spread(double[] sparse)
    {
        new Span<double>(_panel.Pointer, _effects * _stride).Clear();
        for (int level = 0; level < Layout.LevelCount; level++)
        {
            int count = Layout.TailCount(level);
            for (int row = 0; row < count + Layout.BorderRows; row++)
            {
                int column = row < count ? Layout.TailRows[Layout.TailStart[level] + row] : _tailColumns + row - count;
                for (int effect = 0; effect < _k; effect++)
                {
                    Row(_panel, (level * _k) + effect, _stride)[column] = sparse[((Layout.FirstRow(level) + row) * _k) + effect];
                }
            }
        }
    }
}
