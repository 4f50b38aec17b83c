using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver.Expansion;

/// <summary>
/// ZᵀH⁻¹Z as one dense matrix, where that is small: one head whose levels are eliminated by products of matrices, and all other factors in a dense tail, which
/// comes first. In the notation of <see cref="HeadedPrecision"/> its blocks are GS, CGᵀ and r − CMCᵀ. The storage is made once.
/// </summary>
internal sealed unsafe class WholePrecision : EffectPrecision
{
    /// <summary>Matrices of a higher order are not formed: 72 MB.</summary>
    private const int MostRows = 3_000;

    /// <summary>Blocks of more values than this are not multiplied with one another.</summary>
    private const int MostInBlock = 256;

    private readonly CrossProducts _products;
    private readonly PrecisionTail _tail;
    private readonly HeadLevels _head;
    private readonly WholeTraces _traces;
    private readonly MatrixProduct _product;
    private readonly SymmetricMatrix _whole;
    private readonly LevelPanel _panel;
    private readonly LevelPanel _mixed;
    private readonly LevelPanel _reduced;
    private readonly double[] _modes;

    /// <summary>Makes room for the matrix.</summary>
    public WholePrecision(CrossProducts products, CovarianceEntries entries, int head, Workers workers)
    {
        _products = products;
        _tail = new PrecisionTail(products, [head], workers);
        _head = new HeadLevels(products, head, _tail.Offsets, _tail.Order);
        RowCount = _tail.Order + HeadRows;
        _whole = new SymmetricMatrix(RowCount);
        _traces = new WholeTraces(products, entries, this, _whole);
        _product = new MatrixProduct(RowCount < DenseCholesky.ParallelOrder ? 1 : workers.MaximumThreads, workers.CancellationToken);
        _panel = new LevelPanel(_head, _tail.Order, _tail.DataCount);
        _mixed = new LevelPanel(_head, _tail.Order, _tail.DataCount);
        _reduced = new LevelPanel(_head, _tail.Order, 0);
        _panel.CopyCouplings();
        _modes = new double[_tail.Data.Length];
        DataProducts = new double[RowCount * _tail.DataCount];
        DataGram = new double[_tail.DataCount * _tail.DataCount];
    }

    /// <inheritdoc/>
    public override int RowCount { get; }

    /// <inheritdoc/>
    public override double[] DataProducts { get; }

    /// <inheritdoc/>
    public override double[] DataGram { get; }

    private int HeadRows => _head.LevelCount * _head.EffectCount;

    private StridedMatrix HeadBlock => DenseViews.Of(_whole).From(_tail.Order, _tail.Order);

    private StridedMatrix CrossedBlock => DenseViews.Of(_whole).From(_tail.Order, 0);

    /// <inheritdoc/>
    public override int FirstRow(int factor) => _tail.Offsets[factor] < 0 ? _tail.Order : _tail.Offsets[factor];

    /// <summary>Whether a model's matrix, with that head, is small enough.</summary>
    public static bool Fits(CrossProducts products, int[] heads)
    {
        int most = products.Factors.Max(static factor => factor.EffectCount);
        return heads.Length == 1 && products.Factors.Length > 1 && most * most <= MostInBlock && products.Factors.Sum(static factor => factor.ColumnCount) <= MostRows;
    }

    /// <summary>The multiplications that forming the matrix takes, nearly all in products of matrices.</summary>
    public static double Operations(CrossProducts products, int head)
    {
        double levels = products.Factors[head].ColumnCount;
        double tail = products.Factors.Sum(static factor => factor.ColumnCount) - levels;
        return (3 * tail * tail * tail) + (3 * levels * tail * tail) + (levels * levels * tail);
    }

    /// <inheritdoc/>
    public override bool TryForm(double[][] lambda)
    {
        // S −= BᵀKB, and the same with X and y beside B.
        _tail.Begin();
        _head.Eliminate(lambda[_head.Index]);
        _panel.CopyData();
        _mixed.Mix(_head.Covariance, _panel);
        _product.Add(_tail.Order, _tail.Order, HeadRows, _panel.Couplings.Transpose, _mixed.Couplings, DenseViews.Of(_tail.Schur), -1);
        Add(_tail.Order, HeadRows, _panel.Couplings.Transpose, _mixed.Data, _tail.Data, -1);
        DataColumns.CopyGram(_products, DataGram);
        Add(_tail.DataCount, HeadRows, _panel.Data.Transpose, _mixed.Data, DataGram, -1);
        if (!_tail.TryForm(lambda))
        {
            return false;
        }

        // C, and J times X and y beside it.
        _mixed.Mix(_head.Inverses, _panel);
        _reduced.Clear();
        _product.Add(HeadRows, _tail.Order, _tail.Order, _mixed.Couplings, DenseViews.Of(_tail.Modes), _reduced.Couplings, 1);
        FormBlocks();
        FormData();
        return true;
    }

    /// <inheritdoc/>
    public override void FirstTraces(Span<double> traces) => _traces.First(traces);

    /// <inheritdoc/>
    public override void SecondTraces(Span<double> traces) => _traces.Second(traces);

    /// <inheritdoc/>
    public override void Multiply(double[] source, double[] target, int columns)
    {
        target.AsSpan(0, RowCount * columns).Clear();
        fixed (double* from = source)
        fixed (double* to = target)
        {
            _product.Add(RowCount, columns, RowCount, DenseViews.Of(_whole), new StridedMatrix(from, columns, 1), new StridedMatrix(to, columns, 1), 1);
        }
    }

    // GS, CGᵀ with its transpose, and r − CMCᵀ; C is in `_mixed`, CM in `_reduced`.
    private void FormBlocks()
    {
        int tail = _tail.Order;
        _whole.Values.Clear();
        for (int row = 0; row < tail; row++)
        {
            _tail.Precision.Row(row, tail).CopyTo(_whole.Row(row, tail));
        }

        _product.Add(HeadRows, tail, tail, _mixed.Couplings, DenseViews.Of(_tail.Gain).Transpose, CrossedBlock, 1);
        _product.Add(HeadRows, HeadRows, tail, _reduced.Couplings, _mixed.Couplings.Transpose, HeadBlock, -1);
        int k = _head.EffectCount;
        for (int row = 0; row < HeadRows; row++)
        {
            Span<double> own = _whole.Row(tail + row, RowCount);
            ReadOnlySpan<double> precision = _head.Precision.AsSpan(row * k, k);
            for (int column = 0; column < k; column++)
            {
                own[tail + (row / k * k) + column] += precision[column];
            }
        }

        CopyCrossed();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyCrossed()
    {
        Span<double> values = _whole.Values;
        for (int row = 0; row < _tail.Order; row++)
        {
            for (int column = _tail.Order; column < RowCount; column++)
            {
                values[(row * _whole.Stride) + column] = values[(column * _whole.Stride) + row];
            }
        }
    }

    // The tail has G times its data; a level J·data − CM·(the tail's).
    private void FormData()
    {
        int width = _tail.DataCount;
        Array.Clear(_modes);
        _tail.Add(_tail.Modes, _tail.Data, _modes, width, 1);
        Array.Clear(DataProducts);
        _tail.Add(_tail.Gain, _tail.Data, DataProducts, width, 1);
        _mixed.ReadData(DataProducts.AsSpan(_tail.Order * width));
        fixed (double* data = _tail.Data)
        fixed (double* modes = _modes)
        fixed (double* products = DataProducts)
        {
            var own = new StridedMatrix(data, width, 1);
            Add(width, _tail.Order, own.Transpose, new StridedMatrix(modes, width, 1), DataGram, -1);
            _product.Add(HeadRows, width, _tail.Order, _reduced.Couplings, own, new StridedMatrix(products + ((nint)_tail.Order * width), width, 1), -1);
        }
    }

    // target += sign · left · right, for the columns of X and y.
    private void Add(int rows, int inner, StridedMatrix left, StridedMatrix right, double[] target, double sign)
    {
        fixed (double* to = target)
        {
            _product.Add(rows, _tail.DataCount, inner, left, right, new StridedMatrix(to, _tail.DataCount, 1), sign);
        }
    }
}
