using System.Runtime.CompilerServices;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Blocks;

namespace Lmm.Solver.Information;

/// <summary>
/// ZᵀH⁻¹Z in closed form: heads that meet in no row, eliminated level by level, and all other factors in a dense tail. With S the Schur complement of
/// the heads on the tail, M = Λ(I + ΛᵀSΛ)⁻¹Λᵀ and G = I − SM, the blocks are GS within the tail, CGᵀ between a head's level and
/// the tail, and r − CMCᵀ and −CMCᵀ between levels of the heads.
/// </summary>
internal sealed unsafe class HeadedPrecision : EffectPrecision
{
    private readonly CrossProducts _products;
    private readonly CovarianceEntries _entries;
    private readonly HeadLevels[] _heads;
    private readonly int[] _tail;
    private readonly int[] _tailOffsets;
    private readonly int[] _firstRows;
    private readonly int _order;
    private readonly int _dataCount;
    private readonly MatrixProduct _product;
    private readonly Workers _workers;
    private readonly SymmetricMatrix _schur;
    private readonly SymmetricMatrix _modes;
    private readonly SymmetricMatrix _gain;
    private readonly SymmetricMatrix _precision;
    private readonly double[] _tailData;

    /// <summary>Forms the blocks at Λ, by grouping factor.</summary>
    public HeadedPrecision(CrossProducts products, CovarianceEntries entries, double[][] lambda, int[] heads, Workers workers)
    {
        (_products, _entries, _workers) = (products, entries, workers);
        _product = new MatrixProduct(workers.MaximumThreads);
        _dataCount = products.FixedEffects.Rank + 1;
        _tailOffsets = new int[products.Factors.Length];
        _firstRows = new int[products.Factors.Length];
        for (int factor = 0; factor < _tailOffsets.Length; factor++)
        {
            bool isHead = Array.IndexOf(heads, factor) >= 0;
            _tailOffsets[factor] = isHead ? -1 : _order;
            _order += isHead ? 0 : (int)products.Factors[factor].ColumnCount;
            _firstRows[factor] = RowCount;
            RowCount = checked(RowCount + (int)products.Factors[factor].ColumnCount);
        }

        _tail = [.. Enumerable.Range(0, _tailOffsets.Length).Where(factor => _tailOffsets[factor] >= 0)];
        _heads = Array.ConvertAll(heads, head => new HeadLevels(products, head, lambda[head], _tailOffsets, _firstRows[head]));
        DataProducts = new double[RowCount * _dataCount];
        DataGram = new double[_dataCount * _dataCount];
        _tailData = new double[_order * _dataCount];
        _schur = new SymmetricMatrix(_order);
        _modes = new SymmetricMatrix(_order);
        _gain = new SymmetricMatrix(_order);
        _precision = new SymmetricMatrix(_order);
        FormSchur();
        FormTail(lambda);
        FormData();
    }

    /// <summary>Tails of a higher order than this take too much memory: half a gigabyte to a matrix, of which a handful is needed.</summary>
    private const int MostTail = 8_000;

    /// <summary>The factors to eliminate level by level: all, where none meet in a row, else the one that the factorisation eliminates first.</summary>
    public static int[] HeadsOf(CrossProducts products)
        => products.Pairs.Length == 0 ? [.. Enumerable.Range(0, products.Factors.Length)] : [BlockOrder.Choose(products).Heads[0]];

    /// <summary>Whether what is left for the tail is small enough for dense matrices.</summary>
    public static bool IsAffordable(CrossProducts products)
    {
        int[] heads = HeadsOf(products);
        return products.Factors.Where((_, factor) => Array.IndexOf(heads, factor) < 0).Sum(static factor => factor.ColumnCount) <= MostTail;
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
    public override double[] FirstTraces()
    {
        var traces = new double[_entries.Count];
        foreach (HeadLevels head in _heads)
        {
            int k = head.EffectCount;
            var block = new double[k * k];
            for (int level = 0; level < head.LevelCount; level++)
            {
                Explained(head, level, block);
                ReadOnlySpan<double> own = head.Precision.AsSpan(level * k * k, k * k);
                for (int entry = _entries.First(head.Index); entry < _entries.End(head.Index); entry++)
                {
                    traces[entry] += _entries.Trace(entry, own, k) - _entries.Trace(entry, block, k);
                }
            }
        }

        foreach (int factor in _tail)
        {
            int k = _products.Factors[factor].EffectCount;
            var block = new double[k * k];
            for (int level = 0; level < _products.Factors[factor].LevelCount; level++)
            {
                int first = _tailOffsets[factor] + (level * k);
                CopyBlock(_precision, first, first, k, k, block);
                for (int entry = _entries.First(factor); entry < _entries.End(factor); entry++)
                {
                    traces[entry] += _entries.Trace(entry, block, k);
                }
            }
        }

        return traces;
    }

    /// <inheritdoc/>
    public override double[] SecondTraces()
    {
        int count = _entries.Count;
        var traces = new double[count * count];
        foreach (HeadLevels head in _heads)
        {
            AddWithinLevels(head, traces);
        }

        AddThroughTail(traces);
        foreach (int first in _tail)
        {
            foreach (int second in _tail)
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

        return traces;
    }

    /// <inheritdoc/>
    public override void Multiply(double[] source, double[] target, int columns)
    {
        // s = S·tail + ΣCᵀ·level; the tail has s − SMs, a level r·level + C(tail − Ms).
        var sum = new double[_order * columns];
        var tail = new double[_order * columns];
        foreach (int factor in _tail)
        {
            source.AsSpan(_firstRows[factor] * columns, (int)_products.Factors[factor].ColumnCount * columns).CopyTo(tail.AsSpan(_tailOffsets[factor] * columns));
        }

        Product(_schur, tail, sum, columns, 1);
        foreach (HeadLevels head in _heads)
        {
            AddCouplings(head, source, head.Couplings, sum, columns);
        }

        var modes = new double[_order * columns];
        Product(_modes, sum, modes, columns, 1);
        Product(_schur, modes, sum, columns, -1);
        foreach (int factor in _tail)
        {
            sum.AsSpan(_tailOffsets[factor] * columns, (int)_products.Factors[factor].ColumnCount * columns).CopyTo(target.AsSpan(_firstRows[factor] * columns));
        }

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

    // The Schur complement of the heads on the tail, S = UᵀU − ΣBᵀKB, and the same of U with X and y.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FormSchur()
    {
        foreach (int factor in _tail)
        {
            FactorCrossProducts own = _products.Factors[factor];
            int k = own.EffectCount;
            for (int level = 0; level < own.LevelCount; level++)
            {
                int first = _tailOffsets[factor] + (level * k);
                for (int row = 0; row < k; row++)
                {
                    ReadOnlySpan<double> values = own.Values.AsSpan(((level * k) + row) * own.Width, own.Width);
                    for (int column = 0; column <= row; column++)
                    {
                        Set(_schur, first + row, first + column, values[column]);
                        Set(_schur, first + column, first + row, values[column]);
                    }

                    values[k..].CopyTo(_tailData.AsSpan((first + row) * _dataCount));
                }
            }
        }

        foreach (PairCrossProducts pair in _products.Pairs)
        {
            if (_tailOffsets[pair.First] < 0 || _tailOffsets[pair.Second] < 0)
            {
                continue;
            }

            (int rows, int columns) = (_products.Factors[pair.First].EffectCount, _products.Factors[pair.Second].EffectCount);
            for (int level = 0; level + 1 < pair.Start.Length; level++)
            {
                for (int at = pair.Start[level]; at < pair.Start[level + 1]; at++)
                {
                    for (int entry = 0; entry < rows * columns; entry++)
                    {
                        int row = _tailOffsets[pair.First] + (level * rows) + (entry / columns);
                        int column = _tailOffsets[pair.Second] + (pair.Partner[at] * columns) + (entry % columns);
                        Set(_schur, row, column, pair.Values[(at * rows * columns) + entry]);
                        Set(_schur, column, row, pair.Values[(at * rows * columns) + entry]);
                    }
                }
            }
        }

        foreach (HeadLevels head in _heads)
        {
            int k = head.EffectCount;
            for (int level = 0; level < head.LevelCount; level++)
            {
                _workers.CancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<int> columns = head.Columns(level);
                ReadOnlySpan<double> panel = head.Panel(level);
                for (int row = 0; row < k; row++)
                {
                    for (int inner = 0; inner < k; inner++)
                    {
                        double covariance = head.Covariance[(((level * k) + row) * k) + inner];
                        AddOuter(_schur, -covariance, panel.Slice(row * columns.Length, columns.Length), panel.Slice(inner * columns.Length, columns.Length), columns);
                        ReadOnlySpan<double> data = head.Data(level, inner);
                        for (int column = 0; column < columns.Length; column++)
                        {
                            VectorProducts.Add(-covariance * panel[(row * columns.Length) + column], data, _tailData.AsSpan(columns[column] * _dataCount, _dataCount));
                        }
                    }
                }
            }
        }
    }

    // M, G = I − SM and GS.
    private void FormTail(double[][] lambda)
    {
        if (_order == 0)
        {
            return;
        }

        // Ω = I + ΛᵀSΛ in place, its inverse, then Λ(·)Λᵀ.
        _schur.Values.CopyTo(_modes.Values);
        foreach (int factor in _tail)
        {
            ScaleRows(_modes, factor, lambda[factor], transposed: true);
        }

        foreach (int factor in _tail)
        {
            ScaleColumns(_modes, factor, lambda[factor], transposed: false);
        }

        for (int row = 0; row < _order; row++)
        {
            _modes.Row(row, _order)[row] += 1;
        }

        var cholesky = new DenseCholesky(_workers.MaximumThreads);
        if (!cholesky.Factor(_modes.Pointer, _order, _modes.Stride, _workers.CancellationToken))
        {
            _workers.CancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The cross-products are not positive definite at an optimum.");
        }

        cholesky.Invert(_modes.Pointer, _order, _modes.Stride);
        foreach (int factor in _tail)
        {
            ScaleRows(_modes, factor, lambda[factor], transposed: false);
        }

        foreach (int factor in _tail)
        {
            ScaleColumns(_modes, factor, lambda[factor], transposed: true);
        }

        for (int row = 0; row < _order; row++)
        {
            _gain.Row(row, _order)[row] = 1;
        }

        Add(View(_schur), View(_modes), _gain, -1);
        Add(View(_gain), View(_schur), _precision, 1);
    }

    private void FormData()
    {
        int rank = _products.FixedEffects.Rank;
        for (int row = 0; row < rank; row++)
        {
            _products.FixedEffects.Gram.AsSpan(row * rank, rank).CopyTo(DataGram.AsSpan(row * _dataCount));
            DataGram[(rank * _dataCount) + row] = DataGram[(row * _dataCount) + rank] = _products.ResponseProducts[row];
        }

        DataGram[^1] = _products.ResponseProducts[^1];
        var modes = new double[_order * _dataCount];
        Product(_modes, _tailData, modes, _dataCount, 1);
        for (int row = 0; row < _order; row++)
        {
            AddOuter(DataGram, -1, _tailData.AsSpan(row * _dataCount, _dataCount), modes.AsSpan(row * _dataCount, _dataCount));
        }

        // The tail has G times its data; a level J·data − CM·(the tail's).
        var tail = new double[_order * _dataCount];
        Product(_gain, _tailData, tail, _dataCount, 1);
        foreach (int factor in _tail)
        {
            tail.AsSpan(_tailOffsets[factor] * _dataCount, (int)_products.Factors[factor].ColumnCount * _dataCount).CopyTo(DataProducts.AsSpan(_firstRows[factor] * _dataCount));
        }

        foreach (HeadLevels head in _heads)
        {
            int k = head.EffectCount;
            for (int level = 0; level < head.LevelCount; level++)
            {
                ReadOnlySpan<double> inverse = head.Inverse(level);
                for (int row = 0; row < k; row++)
                {
                    Span<double> own = DataProducts.AsSpan((head.FirstRow + (level * k) + row) * _dataCount, _dataCount);
                    for (int inner = 0; inner < k; inner++)
                    {
                        VectorProducts.Add(inverse[(row * k) + inner], head.Data(level, inner), own);
                        AddOuter(DataGram, -head.Covariance[(((level * k) + row) * k) + inner], head.Data(level, row), head.Data(level, inner));
                    }

                    AddCoupled(head, level, row, modes, _dataCount, -1, own);
                }
            }
        }
    }

    // Σ over levels of tr((r F r − r F Y − Y F r) E), Y = CMCᵀ.
    private void AddWithinLevels(HeadLevels head, double[] traces)
    {
        int k = head.EffectCount;
        int count = _entries.Count;
        var explained = new double[k * k];
        var rest = new double[k * k];
        for (int level = 0; level < head.LevelCount; level++)
        {
            Explained(head, level, explained);
            ReadOnlySpan<double> own = head.Precision.AsSpan(level * k * k, k * k);
            for (int index = 0; index < rest.Length; index++)
            {
                rest[index] = own[index] - explained[index];
            }

            for (int first = _entries.First(head.Index); first < _entries.End(head.Index); first++)
            {
                for (int second = _entries.First(head.Index); second <= first; second++)
                {
                    traces[(first * count) + second] += _order == 0
                        ? _entries.Trace(first, second, own, own, k)
                        : _entries.Trace(first, second, rest, rest, k) - _entries.Trace(first, second, explained, explained, k);
                }
            }
        }
    }

    // tr(M S_E M S_F) for entries of heads, S_E = ΣCᵀEC, and Σ tr(F (G S_E Gᵀ)ₘₘ) over the levels m of the tail.
    private void AddThroughTail(double[] traces)
    {
        if (_order == 0)
        {
            return;
        }

        int count = _entries.Count;
        List<(int Entry, SymmetricMatrix Product)> products = [];
        var form = new SymmetricMatrix(_order);
        var half = new SymmetricMatrix(_order);
        foreach (HeadLevels head in _heads)
        {
            for (int entry = _entries.First(head.Index); entry < _entries.End(head.Index); entry++)
            {
                _workers.CancellationToken.ThrowIfCancellationRequested();
                FormCoupled(head, entry, form);
                var product = new SymmetricMatrix(_order);
                Add(View(_modes), View(form), product, 1);
                foreach ((int other, SymmetricMatrix known) in products.Append((entry, product)))
                {
                    traces[(entry * count) + other] += TraceOfProduct(product, known);
                }

                products.Add((entry, product));
                half.Values.Clear();
                Add(View(form), View(_gain).Transpose, half, 1);
                foreach (int factor in _tail)
                {
                    AddCrossed(entry, factor, half, traces);
                }
            }
        }
    }

    private void AddCrossed(int entry, int factor, SymmetricMatrix half, double[] traces)
    {
        int count = _entries.Count;
        int k = _products.Factors[factor].EffectCount;
        var block = new double[k * k];
        for (int level = 0; level < _products.Factors[factor].LevelCount; level++)
        {
            int first = _tailOffsets[factor] + (level * k);
            Array.Clear(block);
            for (int inner = 0; inner < _order; inner++)
            {
                ReadOnlySpan<double> values = half.Row(inner, _order).Slice(first, k);
                for (int row = 0; row < k; row++)
                {
                    VectorProducts.Add(_gain.Row(first + row, _order)[inner], values, block.AsSpan(row * k, k));
                }
            }

            for (int other = _entries.First(factor); other < _entries.End(factor); other++)
            {
                traces[(Math.Max(entry, other) * count) + Math.Min(entry, other)] += _entries.Trace(other, block, k);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddWithinTail(int first, int second, double[] traces)
    {
        int count = _entries.Count;
        (int rows, int columns) = (_products.Factors[first].EffectCount, _products.Factors[second].EffectCount);
        if (rows == 1 && columns == 1)
        {
            double sum = 0;
            for (int level = 0; level < _products.Factors[first].LevelCount; level++)
            {
                ReadOnlySpan<double> values = _precision.Row(_tailOffsets[first] + level, _order).Slice(_tailOffsets[second], _products.Factors[second].LevelCount);
                sum += VectorProducts.Dot(values, values);
            }

            traces[(_entries.First(first) * count) + _entries.First(second)] += sum;
            return;
        }

        var block = new double[rows * columns];
        for (int level = 0; level < _products.Factors[first].LevelCount; level++)
        {
            for (int other = 0; other < _products.Factors[second].LevelCount; other++)
            {
                CopyBlock(_precision, _tailOffsets[first] + (level * rows), _tailOffsets[second] + (other * columns), rows, columns, block);
                for (int one = _entries.First(first); one < _entries.End(first); one++)
                {
                    for (int two = _entries.First(second); two < _entries.End(second) && two <= one; two++)
                    {
                        traces[(one * count) + two] += _entries.Trace(one, two, block, block, columns);
                    }
                }
            }
        }
    }

    // Y = CMCᵀ of a level.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Explained(HeadLevels head, int level, Span<double> target)
    {
        int k = head.EffectCount;
        target.Clear();
        ReadOnlySpan<int> columns = head.Columns(level);
        ReadOnlySpan<double> coupling = head.Coupling(level);
        Span<double> sums = stackalloc double[k];
        for (int one = 0; one < columns.Length; one++)
        {
            ReadOnlySpan<double> modes = _modes.Row(columns[one], _order);
            sums.Clear();
            for (int two = 0; two < columns.Length; two++)
            {
                double value = modes[columns[two]];
                for (int row = 0; row < k; row++)
                {
                    sums[row] += coupling[(row * columns.Length) + two] * value;
                }
            }

            for (int row = 0; row < k; row++)
            {
                VectorProducts.Add(coupling[(row * columns.Length) + one], sums, target.Slice(row * k, k));
            }
        }
    }

    // S_E = ΣCᵀEC.
    private void FormCoupled(HeadLevels head, int entry, SymmetricMatrix target)
    {
        target.Values.Clear();
        (_, int row, int column) = _entries.Entries[entry];
        for (int level = 0; level < head.LevelCount; level++)
        {
            ReadOnlySpan<int> columns = head.Columns(level);
            ReadOnlySpan<double> coupling = head.Coupling(level);
            ReadOnlySpan<double> left = coupling.Slice(row * columns.Length, columns.Length);
            ReadOnlySpan<double> right = coupling.Slice(column * columns.Length, columns.Length);
            AddOuter(target, 1, left, right, columns);
            if (row != column)
            {
                AddOuter(target, 1, right, left, columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddCouplings(HeadLevels head, double[] source, double[] couplings, double[] target, int columns)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOuter(SymmetricMatrix target, double scale, ReadOnlySpan<double> left, ReadOnlySpan<double> right, ReadOnlySpan<int> places)
    {
        for (int row = 0; row < places.Length; row++)
        {
            Span<double> values = target.Row(places[row], target.Order);
            double factor = scale * left[row];
            for (int column = 0; column < places.Length; column++)
            {
                values[places[column]] += factor * right[column];
            }
        }
    }

    private static void AddOuter(double[] target, double scale, ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        for (int row = 0; row < left.Length; row++)
        {
            VectorProducts.Add(scale * left[row], right, target.AsSpan(row * right.Length, right.Length));
        }
    }

    // tr(AB).
    private static double TraceOfProduct(SymmetricMatrix left, SymmetricMatrix right)
    {
        double sum = 0;
        for (int row = 0; row < left.Order; row++)
        {
            ReadOnlySpan<double> values = left.Row(row, left.Order);
            for (int column = 0; column < values.Length; column++)
            {
                sum += values[column] * right.Row(column, right.Order)[row];
            }
        }

        return sum;
    }

    private static void Set(SymmetricMatrix matrix, int row, int column, double value) => matrix.Row(row, matrix.Order)[column] = value;

    private static void CopyBlock(SymmetricMatrix matrix, int firstRow, int firstColumn, int rows, int columns, Span<double> block)
    {
        for (int row = 0; row < rows; row++)
        {
            matrix.Row(firstRow + row, matrix.Order).Slice(firstColumn, columns).CopyTo(block[(row * columns)..]);
        }
    }

    private static StridedMatrix View(SymmetricMatrix matrix) => new(matrix.Pointer, matrix.Stride, 1);

    private void Add(StridedMatrix left, StridedMatrix right, SymmetricMatrix target, double sign)
        => _product.Add(_order, _order, _order, left, right, View(target), sign);

    // target += sign · matrix · source, source of so many columns.
    private void Product(SymmetricMatrix matrix, double[] source, double[] target, int columns, double sign)
    {
        if (_order == 0)
        {
            return;
        }

        fixed (double* from = source)
        fixed (double* to = target)
        {
            _product.Add(_order, columns, _order, View(matrix), new StridedMatrix(from, columns, 1), new StridedMatrix(to, columns, 1), sign);
        }
    }

    // The rows of a factor := Λ (or Λᵀ) times them.
    private void ScaleRows(SymmetricMatrix matrix, int factor, double[] lambda, bool transposed)
    {
        int k = _products.Factors[factor].EffectCount;
        var mixed = new double[k * _order];
        for (int level = 0; level < _products.Factors[factor].LevelCount; level++)
        {
            int first = _tailOffsets[factor] + (level * k);
            Array.Clear(mixed);
            for (int row = 0; row < k; row++)
            {
                for (int inner = 0; inner < k; inner++)
                {
                    VectorProducts.Add(lambda[transposed ? (inner * k) + row : (row * k) + inner], matrix.Row(first + inner, _order), mixed.AsSpan(row * _order, _order));
                }
            }

            for (int row = 0; row < k; row++)
            {
                mixed.AsSpan(row * _order, _order).CopyTo(matrix.Row(first + row, _order));
            }
        }
    }

    // The columns of a factor := them times Λ (or Λᵀ).
    private void ScaleColumns(SymmetricMatrix matrix, int factor, double[] lambda, bool transposed)
    {
        int k = _products.Factors[factor].EffectCount;
        Span<double> mixed = new double[k];
        for (int row = 0; row < _order; row++)
        {
            for (int level = 0; level < _products.Factors[factor].LevelCount; level++)
            {
                Span<double> values = matrix.Row(row, _order).Slice(_tailOffsets[factor] + (level * k), k);
                for (int column = 0; column < k; column++)
                {
                    double sum = 0;
                    for (int inner = 0; inner < k; inner++)
                    {
                        sum += values[inner] * lambda[transposed ? (column * k) + inner : (inner * k) + column];
                    }

                    mixed[column] = sum;
                }

                mixed.CopyTo(values);
            }
        }
    }
}
