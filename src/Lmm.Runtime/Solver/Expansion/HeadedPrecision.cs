using System.Runtime.CompilerServices;
using Lmm.Kernels;
using Lmm.Solver.Blocks;

namespace Lmm.Solver.Expansion;

/// <summary>
/// ZᵀH⁻¹Z in closed form: heads that meet in no row, eliminated level by level, and all other factors in a dense tail. With S the Schur complement of
/// the heads on the tail, M = Λ(I + ΛᵀSΛ)⁻¹Λᵀ and G = I − SM, the blocks are GS within the tail, CGᵀ between a head's level and
/// the tail, and r − CMCᵀ and −CMCᵀ between levels of the heads.
/// </summary>
internal sealed class HeadedPrecision : EffectPrecision
{
    /// <summary>Tails of a higher order than this take too much memory: half a gigabyte to a matrix, of which a handful is needed.</summary>
    private const int MostTail = 8_000;

    private readonly CrossProducts _products;
    private readonly HeadLevels[] _heads;
    private readonly PrecisionTail _tail;
    private readonly PrecisionTraces _traces;
    private readonly int[] _firstRows;

    /// <summary>Makes room for the blocks.</summary>
    public HeadedPrecision(CrossProducts products, CovarianceEntries entries, int[] heads, Workers workers)
    {
        _products = products;
        _tail = new PrecisionTail(products, heads, workers);
        _firstRows = new int[products.Factors.Length];
        for (int factor = 0; factor < _firstRows.Length; factor++)
        {
            _firstRows[factor] = RowCount;
            RowCount = checked(RowCount + (int)products.Factors[factor].ColumnCount);
        }

        _heads = Array.ConvertAll(heads, head => new HeadLevels(products, head, _tail.Offsets, _firstRows[head]));
        _traces = new PrecisionTraces(products, entries, _heads, _tail, workers.CancellationToken);
        DataProducts = new double[RowCount * _tail.DataCount];
        DataGram = new double[_tail.DataCount * _tail.DataCount];
    }

    /// <inheritdoc/>
    public override int RowCount { get; }

    /// <inheritdoc/>
    public override double[] DataProducts { get; }

    /// <inheritdoc/>
    public override double[] DataGram { get; }

    /// <inheritdoc/>
    public override int FirstRow(int factor) => _firstRows[factor];

    /// <inheritdoc/>
    public override void FirstTraces(Span<double> traces) => _traces.First(traces);

    /// <inheritdoc/>
    public override void SecondTraces(Span<double> traces) => _traces.Second(traces);

    /// <inheritdoc/>
    public override bool TryForm(double[][] lambda)
    {
        _tail.Begin();
        foreach (HeadLevels head in _heads)
        {
            head.Eliminate(lambda[head.Index]);
            head.Couple();
            _tail.Eliminate(head);
        }

        if (!_tail.TryForm(lambda))
        {
            return false;
        }

        foreach (HeadLevels head in _heads)
        {
            head.Explain(_tail.Modes);
        }

        FormData();
        return true;
    }

    /// <summary>The factors to eliminate level by level: all, where none meet in a row, else the one that the factorisation eliminates first.</summary>
    public static int[] HeadsOf(CrossProducts products)
        => products.Pairs.Length == 0 ? [.. Enumerable.Range(0, products.Factors.Length)] : [BlockOrder.Choose(products).Heads[0]];

    /// <summary>The multiplications of forming the blocks and their traces, as far as they grow with the tail's order to the third.</summary>
    public static double Operations(CrossProducts products, CovarianceEntries entries, int[] heads)
    {
        double tail = products.Factors.Where((_, factor) => Array.IndexOf(heads, factor) < 0).Sum(static factor => factor.ColumnCount);
        return (3.0 + heads.Sum(head => entries.End(head) - entries.First(head))) * tail * tail * tail;
    }

    /// <summary>Whether what is left for the tail is small enough for dense matrices.</summary>
    public static bool IsAffordable(CrossProducts products)
    {
        int[] heads = HeadsOf(products);
        return products.Factors.Where((_, factor) => Array.IndexOf(heads, factor) < 0).Sum(static factor => factor.ColumnCount) <= MostTail;
    }

    /// <inheritdoc/>
    public override void Multiply(double[] source, double[] target, int columns)
    {
        // s = S·tail + ΣCᵀ·level; the tail has s − SMs, a level r·level + C(tail − Ms).
        var sum = new double[_tail.Order * columns];
        var tail = new double[_tail.Order * columns];
        _tail.Copy(source, _firstRows, tail, columns);
        _tail.Add(_tail.Schur, tail, sum, columns, 1);
        foreach (HeadLevels head in _heads)
        {
            AddCouplings(head, source, sum, columns);
        }

        var modes = new double[_tail.Order * columns];
        _tail.Add(_tail.Modes, sum, modes, columns, 1);
        _tail.Add(_tail.Schur, modes, sum, columns, -1);
        _tail.Copy(target, _firstRows, sum, columns, isBack: true);

        for (int index = 0; index < tail.Length; index++)
        {
            tail[index] -= modes[index];
        }

        foreach (HeadLevels head in _heads)
        {
            int k = head.EffectCount;
            for (int level = 0; level < head.LevelCount; level++)
            {
                int first = (head.FirstRow + (level * k)) * columns;
                Span<double> result = target.AsSpan(first, k * columns);
                result.Clear();
                for (int row = 0; row < k; row++)
                {
                    Span<double> own = result.Slice(row * columns, columns);
                    for (int inner = 0; inner < k; inner++)
                    {
                        VectorProducts.Add(head.Precision[(((level * k) + row) * k) + inner], source.AsSpan(first + (inner * columns), columns), own);
                    }

                    AddCoupled(head, level, row, tail, columns, 1, own);
                }
            }
        }
    }

    private void FormData()
    {
        int width = _tail.DataCount;
        DataColumns.CopyGram(_products, DataGram);
        Array.Clear(DataProducts);
        var modes = new double[_tail.Order * width];
        _tail.Add(_tail.Modes, _tail.Data, modes, width, 1);
        for (int row = 0; row < _tail.Order; row++)
        {
            AddOuter(DataGram, -1, _tail.Data.AsSpan(row * width, width), modes.AsSpan(row * width, width));
        }

        // The tail has G times its data; a level J·data − CM·(the tail's).
        var tail = new double[_tail.Order * width];
        _tail.Add(_tail.Gain, _tail.Data, tail, width, 1);
        _tail.Copy(DataProducts, _firstRows, tail, width, isBack: true);

        foreach (HeadLevels head in _heads)
        {
            int k = head.EffectCount;
            for (int level = 0; level < head.LevelCount; level++)
            {
                ReadOnlySpan<double> inverse = head.Inverse(level);
                for (int row = 0; row < k; row++)
                {
                    Span<double> own = DataProducts.AsSpan((head.FirstRow + (level * k) + row) * width, width);
                    for (int inner = 0; inner < k; inner++)
                    {
                        VectorProducts.Add(inverse[(row * k) + inner], head.Data(level, inner), own);
                        AddOuter(DataGram, -head.Covariance[(((level * k) + row) * k) + inner], head.Data(level, row), head.Data(level, inner));
                    }

                    AddCoupled(head, level, row, modes, width, -1, own);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddCouplings(HeadLevels head, double[] source, double[] target, int columns)
    {
        int k = head.EffectCount;
        for (int level = 0; level < head.LevelCount; level++)
        {
            ReadOnlySpan<int> met = head.Columns(level);
            ReadOnlySpan<double> coupling = head.Coupling(level);
            for (int row = 0; row < k; row++)
            {
                ReadOnlySpan<double> own = source.AsSpan((head.FirstRow + (level * k) + row) * columns, columns);
                for (int index = 0; index < met.Length; index++)
                {
                    VectorProducts.Add(coupling[(row * met.Length) + index], own, target.AsSpan(met[index] * columns, columns));
                }
            }
        }
    }

    private static void AddCoupled(HeadLevels head, int level, int row, double[] tail, int columns, double sign, Span<double> target)
    {
        ReadOnlySpan<int> met = head.Columns(level);
        ReadOnlySpan<double> coupling = head.Coupling(level).Slice(row * met.Length, met.Length);
        for (int index = 0; index < met.Length; index++)
        {
            VectorProducts.Add(sign * coupling[index], tail.AsSpan(met[index] * columns, columns), target);
        }
    }

    private static void AddOuter(double[] target, double scale, ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        for (int row = 0; row < left.Length; row++)
        {
            VectorProducts.Add(scale * left[row], right, target.AsSpan(row * right.Length, right.Length));
        }
    }
}
