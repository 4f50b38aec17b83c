using System.Runtime.CompilerServices;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Solver.Expansion;

/// <summary>
/// The factors that are not eliminated level by level, as dense matrices: S, the Schur complement of the heads on them, M = Λ(I + ΛᵀSΛ)⁻¹Λᵀ,
/// G = I − SM and GS, their part of ZᵀH⁻¹Z.
/// </summary>
internal sealed unsafe class PrecisionTail
{
    /// <summary>A Λ with smaller elements on its diagonal is not divided by.</summary>
    private const double Invertible = 0.03;

    private readonly CrossProducts _products;
    private readonly MatrixProduct _product;
    private readonly DenseCholesky _cholesky;
    private readonly TailBlocks _blocks;
    private readonly double[][] _inverses;
    private readonly CancellationToken _cancellationToken;
    private readonly double[] _mixed;
    private bool _isDivided;

    /// <summary>Makes room for the factors that are no heads.</summary>
    public PrecisionTail(CrossProducts products, int[] heads, Workers workers)
    {
        (_products, _cancellationToken) = (products, workers.CancellationToken);
        _product = new MatrixProduct(workers.MaximumThreads, workers.CancellationToken);
        Offsets = new int[products.Factors.Length];
        for (int factor = 0; factor < Offsets.Length; factor++)
        {
            bool isHead = Array.IndexOf(heads, factor) >= 0;
            Offsets[factor] = isHead ? -1 : Order;
            Order += isHead ? 0 : (int)products.Factors[factor].ColumnCount;
        }

        Factors = [.. Enumerable.Range(0, Offsets.Length).Where(factor => Offsets[factor] >= 0)];
        DataCount = products.FixedEffects.Rank + 1;
        Data = new double[Order * DataCount];
        Schur = new SymmetricMatrix(Order);
        Modes = new SymmetricMatrix(Order);
        _mixed = new double[Order];
        _blocks = new TailBlocks(products, Offsets, Order);
        _cholesky = new DenseCholesky(Order < DenseCholesky.ParallelOrder ? 1 : workers.MaximumThreads, workers.CancellationToken);
        _inverses = Array.ConvertAll(Factors, factor => new double[products.Factors[factor].EffectCount * products.Factors[factor].EffectCount]);
    }

    /// <summary>The number of effects of all its levels.</summary>
    public int Order { get; }

    /// <summary>The factors.</summary>
    public int[] Factors { get; }

    /// <summary>The first row of each factor; −1 for a head.</summary>
    public int[] Offsets { get; }

    /// <summary>The number of columns of X and y.</summary>
    public int DataCount { get; }

    /// <summary>The Schur complement on X and y, order × <see cref="DataCount"/>.</summary>
    public double[] Data { get; }

    /// <summary>S; the heads subtract from it before <see cref="TryForm"/>.</summary>
    public SymmetricMatrix Schur { get; }

    /// <summary>M.</summary>
    public SymmetricMatrix Modes { get; }

    /// <summary>G.</summary>
    public SymmetricMatrix Gain => field ??= new SymmetricMatrix(Order);

    /// <summary>GS.</summary>
    public SymmetricMatrix Precision => field ??= new SymmetricMatrix(Order);

    /// <summary>Starts anew: copies the factors' own products, from which the heads are to be subtracted.</summary>
    public void Begin()
    {
        Schur.Values.Clear();
        CopyOwn();
        CopyPairs();
    }

    /// <summary>Eliminates a head: S −= BᵀKB, and the same of the tail with X and y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Eliminate(HeadLevels head)
    {
        int k = head.EffectCount;
        for (int level = 0; level < head.LevelCount; level++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> columns = head.Columns(level);
            ReadOnlySpan<double> panel = head.Panel(level);
            Span<double> mixed = _mixed.AsSpan(0, columns.Length);
            for (int row = 0; row < k; row++)
            {
                mixed.Clear();
                for (int inner = 0; inner < k; inner++)
                {
                    VectorProducts.Add(head.Covariance[(((level * k) + inner) * k) + row], panel.Slice(inner * columns.Length, columns.Length), mixed);
                }

                head.AddOuter(level, Schur, -1, mixed, panel.Slice(row * columns.Length, columns.Length));
                ReadOnlySpan<double> data = head.Data(level, row);
                for (int column = 0; column < columns.Length; column++)
                {
                    VectorProducts.Add(-mixed[column], data, Data.AsSpan(columns[column] * DataCount, DataCount));
                }
            }
        }
    }

    /// <summary>Forms M alone at Λ, once S is that of all heads; false where Ω is not positive definite.</summary>
    public bool TryFormModes(double[][] lambda)
    {
        if (Order > 0 && !TryInvertModes(lambda))
        {
            return false;
        }

        ScaleModes(lambda);
        return true;
    }

    /// <summary>Forms M, G and GS at Λ, once S is that of all heads; false where Ω is not positive definite.</summary>
    public bool TryForm(double[][] lambda)
    {
        if (Order == 0)
        {
            return true;
        }

        if (!TryInvertModes(lambda))
        {
            return false;
        }

        _isDivided = TryInvert(lambda);
        if (_isDivided)
        {
            FormFromInverse(lambda);
        }

        ScaleModes(lambda);
        if (!_isDivided)
        {
            Gain.Values.Clear();
            Precision.Values.Clear();
            for (int row = 0; row < Order; row++)
            {
                Gain.Row(row, Order)[row] = 1;
            }

            Add(DenseViews.Of(Schur), DenseViews.Of(Modes), Gain, -1);
            Add(DenseViews.Of(Gain), DenseViews.Of(Schur), Precision, 1);
        }

        return true;
    }

    /// <summary>target += sign · left · right, all of the tail's order.</summary>
    public void Add(StridedMatrix left, StridedMatrix right, SymmetricMatrix target, double sign)
        => _product.Add(Order, Order, Order, left, right, DenseViews.Of(target), sign);

    /// <summary>target := G·form, given M·form: G is (ΛΛᵀ)⁻¹M where Λ was divided by.</summary>
    public void FormGain(SymmetricMatrix form, SymmetricMatrix modesOfForm, SymmetricMatrix target)
    {
        if (!_isDivided)
        {
            target.Values.Clear();
            Add(DenseViews.Of(Gain), DenseViews.Of(form), target, 1);
            return;
        }

        modesOfForm.Values.CopyTo(target.Values);
        for (int index = 0; index < Factors.Length; index++)
        {
            _blocks.ScaleRows(target, Factors[index], _inverses[index], transposed: false);
            _blocks.ScaleRows(target, Factors[index], _inverses[index], transposed: true);
        }
    }

    /// <summary>target += sign · matrix · source, for so many columns, row by row.</summary>
    public void Add(SymmetricMatrix matrix, double[] source, double[] target, int columns, double sign)
    {
        if (Order == 0)
        {
            return;
        }

        fixed (double* from = source)
        fixed (double* to = target)
        {
            _product.Add(Order, columns, Order, DenseViews.Of(matrix), new StridedMatrix(from, columns, 1), new StridedMatrix(to, columns, 1), sign);
        }
    }

    /// <summary>Copies the tail's rows out of those of all effects (or back), so many columns.</summary>
    /// <param name="all">The rows of all effects.</param>
    /// <param name="firstRows">The first row of each factor there.</param>
    /// <param name="tail">The rows of the tail.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="isBack">Whether the tail's are copied into the others.</param>
    public void Copy(double[] all, int[] firstRows, double[] tail, int columns, bool isBack = false)
    {
        foreach (int factor in Factors)
        {
            int length = (int)_products.Factors[factor].ColumnCount * columns;
            Span<double> outside = all.AsSpan(firstRows[factor] * columns, length);
            Span<double> inside = tail.AsSpan(Offsets[factor] * columns, length);
            if (isBack)
            {
                inside.CopyTo(outside);
            }
            else
            {
                outside.CopyTo(inside);
            }
        }
    }

    // Ω = I + ΛᵀSΛ in M's place, and its inverse.
    private bool TryInvertModes(double[][] lambda)
    {
        Schur.Values.CopyTo(Modes.Values);
        foreach (int factor in Factors)
        {
            _blocks.ScaleRows(Modes, factor, lambda[factor], transposed: true);
        }

        foreach (int factor in Factors)
        {
            _blocks.ScaleColumns(Modes, factor, lambda[factor], transposed: false);
        }

        for (int row = 0; row < Order; row++)
        {
            Modes.Row(row, Order)[row] += 1;
        }

        if (!_cholesky.Factor(Modes.Pointer, Order, Modes.Stride))
        {
            return false;
        }

        _cholesky.Invert(Modes.Pointer, Order, Modes.Stride);
        return true;
    }

    // Λ(·)Λᵀ.
    private void ScaleModes(double[][] lambda)
    {
        foreach (int factor in Factors)
        {
            _blocks.ScaleRows(Modes, factor, lambda[factor], transposed: false);
        }

        foreach (int factor in Factors)
        {
            _blocks.ScaleColumns(Modes, factor, lambda[factor], transposed: true);
        }
    }

    // With Ω⁻¹ in M's place: G = Λ⁻ᵀΩ⁻¹Λᵀ and GS = Λ⁻ᵀ(I − Ω⁻¹)Λ⁻¹.
    private void FormFromInverse(double[][] lambda)
    {
        Modes.Values.CopyTo(Gain.Values);
        Precision.Values.Clear();
        for (int row = 0; row < Order; row++)
        {
            Span<double> target = Precision.Row(row, Order);
            VectorProducts.Add(-1, Modes.Row(row, Order), target);
            target[row] += 1;
        }

        for (int index = 0; index < Factors.Length; index++)
        {
            _blocks.ScaleRows(Gain, Factors[index], _inverses[index], transposed: true);
            _blocks.ScaleRows(Precision, Factors[index], _inverses[index], transposed: true);
        }

        for (int index = 0; index < Factors.Length; index++)
        {
            _blocks.ScaleColumns(Gain, Factors[index], lambda[Factors[index]], transposed: true);
            _blocks.ScaleColumns(Precision, Factors[index], _inverses[index], transposed: false);
        }
    }

    // Λ⁻¹ of all factors, where it costs no digits.
    private bool TryInvert(double[][] lambda)
    {
        for (int index = 0; index < Factors.Length; index++)
        {
            double[] own = lambda[Factors[index]];
            int k = _products.Factors[Factors[index]].EffectCount;
            for (int effect = 0; effect < k; effect++)
            {
                if (!(Math.Abs(own[(effect * k) + effect]) > Invertible))
                {
                    return false;
                }
            }

            own.CopyTo(_inverses[index], 0);
            SmallMatrix.InvertLower(_inverses[index], k, k);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyOwn()
    {
        foreach (int factor in Factors)
        {
            FactorCrossProducts own = _products.Factors[factor];
            int k = own.EffectCount;
            for (int level = 0; level < own.LevelCount; level++)
            {
                int first = Offsets[factor] + (level * k);
                for (int row = 0; row < k; row++)
                {
                    ReadOnlySpan<double> values = own.Values.AsSpan(((level * k) + row) * own.Width, own.Width);
                    for (int column = 0; column <= row; column++)
                    {
                        Set(Schur, first + row, first + column, values[column]);
                        Set(Schur, first + column, first + row, values[column]);
                    }

                    values[k..].CopyTo(Data.AsSpan((first + row) * DataCount));
                }
            }
        }
    }

    private void CopyPairs()
    {
        foreach (PairCrossProducts pair in _products.Pairs)
        {
            if (Offsets[pair.First] < 0 || Offsets[pair.Second] < 0)
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
                        int row = Offsets[pair.First] + (level * rows) + (entry / columns);
                        int column = Offsets[pair.Second] + (pair.Partner[at] * columns) + (entry % columns);
                        Set(Schur, row, column, pair.Values[(at * rows * columns) + entry]);
                        Set(Schur, column, row, pair.Values[(at * rows * columns) + entry]);
                    }
                }
            }
        }
    }

    private static void Set(SymmetricMatrix matrix, int row, int column, double value) => matrix.Row(row, matrix.Order)[column] = value;
}
