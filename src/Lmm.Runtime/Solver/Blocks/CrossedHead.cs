using System.Runtime.CompilerServices;
using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Blocks;

/// <summary>
/// A single head that is crossed with factors in the tail: each level's panel has rows for the few levels of the tail that it meets. Levels
/// are worked off in pieces; what they subtract from the tail is divided by rows of the tail, so that no two threads share an entry and every
/// entry receives its parts in the order of levels.
/// </summary>
internal sealed unsafe class CrossedHead : Head
{
    private readonly int _k;
    private readonly double[] _diagonal;
    private readonly double[] _panel;
    private readonly double[] _products;
    private readonly double[] _transfer;
    private readonly int[] _bounds;
    private readonly CrossedPiece[] _pieces;
    private readonly TailDivision _division;
    private readonly double[] _crossed;
    private readonly double[][] _turned;
    private readonly Workers _workers;
    private readonly Action<int> _factorPiece;
    private readonly Action<int> _subtractPart;
    private readonly Action<int> _differentiatePiece;
    private double[] _currentLambda = [];
    private DenseTail? _currentTail;
    private bool _withFixedEffects;
    private bool _keep;

    public CrossedHead(HeadLayout layout, int tailColumns, Workers workers)
        : base(layout)
    {
        _diagonal = new double[layout.DiagonalLength];
        _panel = new double[layout.PanelLength];
        _workers = workers;
        _k = layout.EffectCount;
        _products = new double[_panel.Length];
        _transfer = new double[_diagonal.Length];
        _bounds = LevelPieces.Of(layout);
        int most = Enumerable.Range(0, layout.LevelCount).Max(layout.Rows);
        _pieces = new CrossedPiece[_bounds.Length - 1];
        for (int piece = 0; piece < _pieces.Length; piece++)
        {
            _pieces[piece] = new CrossedPiece(_k, layout.BorderRows, most);
        }

        _division = new TailDivision(layout, tailColumns);
        _crossed = new double[tailColumns * layout.BorderRows];
        _turned = new double[_division.Count][];
        for (int part = 0; part < _turned.Length; part++)
        {
            _turned[part] = new double[layout.BorderRows * _k];
        }

        _factorPiece = FactorPiece;
        _subtractPart = part => Subtract(part, _currentTail!);
        _differentiatePiece = DifferentiatePiece;
    }

    /// <inheritdoc/>
    public override void Load(CrossProducts products) => Layout.Load(products, _diagonal, _panel);

    /// <inheritdoc/>
    public override void LoadResponse(CrossProducts products) => Layout.LoadResponse(products, _panel);

    /// <inheritdoc/>
    public override bool Eliminate(double[] lambda, DenseTail tail)
    {
        (_currentLambda, _currentTail) = (lambda, tail);
        _workers.Run(_pieces.Length, _factorPiece);
        double logSum = 0;
        foreach (CrossedPiece piece in _pieces)
        {
            logSum += piece.LogSum;
        }

        LogDeterminant = 2 * logSum;
        if (!double.IsFinite(logSum))
        {
            return false;
        }

        Array.Clear(_crossed);
        _workers.Run(_division.Count, _subtractPart);
        SubtractBorder(tail);
        return true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Differentiate(double[] lambda, DenseTail tail, bool withFixedEffects, bool keep, FactorSums sums)
    {
        (_currentTail, _withFixedEffects, _keep) = (tail, withFixedEffects, keep);
        foreach (CrossedPiece piece in _pieces)
        {
            piece.BeginSums(sums.Blocks);
        }

        _workers.Run(_pieces.Length, _differentiatePiece);
        foreach (CrossedPiece piece in _pieces)
        {
            sums.Add(piece.Sums);
        }

        sums.FormDeterminantSlope(lambda);
    }

    private void DifferentiatePiece(int index)
    {
        CrossedPiece piece = _pieces[index];
        for (int level = _bounds[index]; level < _bounds[index + 1]; level++)
        {
            _workers.CancellationToken.ThrowIfCancellationRequested();
            Differentiate(piece, level, _currentTail!);
        }
    }

    // L and T of each level, its panel times T, and the products of the border's rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FactorPiece(int index)
    {
        CrossedPiece piece = _pieces[index];
        double[] lambda = _currentLambda;
        int size = _k * _k;
        int border = Layout.BorderRows;
        piece.LogSum = 0;
        Array.Clear(piece.Border);
        for (int level = _bounds[index]; level < _bounds[index + 1]; level++)
        {
            _workers.CancellationToken.ThrowIfCancellationRequested();
            LevelBlock.Scale(_diagonal.AsSpan(level * size, size), lambda, piece.Lower, _k);
            if (!SmallMatrix.Cholesky(piece.Lower, _k, _k))
            {
                piece.LogSum = double.NaN;
                return;
            }

            for (int effect = 0; effect < _k; effect++)
            {
                piece.LogSum += Math.Log(piece.Lower[(effect * _k) + effect]);
            }

            Span<double> map = _transfer.AsSpan(level * size, size);
            LevelBlock.Transfer(piece.Lower, lambda, map, _k);
            int rows = Layout.Rows(level);
            int from = Layout.FirstRow(level) * _k;
            Span<double> product = _products.AsSpan(from, rows * _k);
            LevelBlock.Multiply(_panel.AsSpan(from, rows * _k), map, product, rows, _k);
            ReadOnlySpan<double> last = Turn(product[((rows - border) * _k)..], piece.Turned);
            for (int effect = 0; effect < _k; effect++)
            {
                ReadOnlySpan<double> values = last.Slice(effect * border, border);
                for (int row = 0; row < border; row++)
                {
                    VectorProducts.Add(values[row], values[..(row + 1)], piece.Border.AsSpan(row * border));
                }
            }
        }
    }

    // The border's rows of a panel effect by effect, so that those of one effect lie side by side.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<double> Turn(ReadOnlySpan<double> rows, double[] target)
    {
        if (_k == 1)
        {
            return rows;
        }

        int border = Layout.BorderRows;
        for (int effect = 0; effect < _k; effect++)
        {
            for (int row = 0; row < border; row++)
            {
                target[(effect * border) + row] = rows[(row * _k) + effect];
            }
        }

        return target;
    }

    // Subtracts the products of all levels from one part of the tail's rows, and sums those of the part with the border.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Subtract(int part, DenseTail tail)
    {
        int border = Layout.BorderRows;
        fixed (double* schur = tail.Schur, all = _products)
        {
            fixed (int* tailRows = Layout.TailRows)
            {
                for (int level = 0; level < Layout.LevelCount; level++)
                {
                    _workers.CancellationToken.ThrowIfCancellationRequested();
                    int start = Layout.TailStart[level];
                    int count = Layout.TailCount(level);
                    int first = _division.First(part, level) - start;
                    int end = _division.End(part, level) - start;
                    if (first == end)
                    {
                        continue;
                    }

                    double* values = all + ((nint)Layout.FirstRow(level) * _k);
                    ReadOnlySpan<double> last = Turn(new ReadOnlySpan<double>(values + (count * _k), border * _k), _turned[part]);
                    for (int row = first; row < end; row++)
                    {
                        SubtractRow(schur + ((nint)tailRows[start + row] * tail.Stride), tailRows + start, row + 1, values + (row * _k), values);
                        Span<double> target = _crossed.AsSpan(tailRows[start + row] * border, border);
                        for (int effect = 0; effect < _k; effect++)
                        {
                            VectorProducts.Add(values[(row * _k) + effect], last.Slice(effect * border, border), target);
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SubtractRow(double* target, int* columns, int count, double* left, double* right)
    {
        if (_k == 1)
        {
            double factor = *left;
            for (int column = 0; column < count; column++)
            {
                target[columns[column]] -= factor * right[column];
            }

            return;
        }

        for (int column = 0; column < count; column++)
        {
            double sum = 0;
            for (int effect = 0; effect < _k; effect++)
            {
                sum += left[effect] * right[effect];
            }

            target[columns[column]] -= sum;
            right += _k;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SubtractBorder(DenseTail tail)
    {
        int border = Layout.BorderRows;
        for (int row = 0; row < border; row++)
        {
            Span<double> across = tail.Schur.Slice((tail.Columns + row) * tail.Stride, tail.Columns);
            for (int column = 0; column < across.Length; column++)
            {
                across[column] -= _crossed[(column * border) + row];
            }

            Span<double> target = tail.Schur.Slice(((tail.Columns + row) * tail.Stride) + tail.Columns, row + 1);
            foreach (CrossedPiece piece in _pieces)
            {
                for (int column = 0; column <= row; column++)
                {
                    target[column] -= piece.Border[(row * border) + column];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Differentiate(CrossedPiece piece, int level, DenseTail tail)
    {
        int size = _k * _k;
        int count = Layout.TailCount(level);
        int rows = count + (_withFixedEffects ? tail.Rank : 0);
        Layout.TailRows.AsSpan(Layout.TailStart[level], count).CopyTo(piece.Rows);
        for (int row = 0; row < tail.Rank; row++)
        {
            piece.Rows[count + row] = tail.Columns + row;
        }

        // g = B_y − B_anc' b_anc; b = TTᵀg; v = g − Db.
        ReadOnlySpan<double> block = _diagonal.AsSpan(level * size, size);
        ReadOnlySpan<double> map = _transfer.AsSpan(level * size, size);
        ReadOnlySpan<double> below = _panel.AsSpan(Layout.FirstRow(level) * _k, Layout.Rows(level) * _k);
        below[^_k..].CopyTo(piece.Gap);
        ReadOnlySpan<double> solution = tail.Solution;
        for (int row = 0; row < count + tail.Rank; row++)
        {
            double value = solution[piece.Rows[row]];
            for (int effect = 0; effect < _k; effect++)
            {
                piece.Gap[effect] -= below[(row * _k) + effect] * value;
            }
        }

        LevelBlock.Sandwich(map, piece.Gap, piece.Half, piece.Modes);
        for (int effect = 0; effect < _k; effect++)
        {
            piece.Half[effect] = piece.Gap[effect] - LevelBlock.SymmetricDot(block, piece.Modes, effect);
        }

        piece.Sums.AddScore(piece.Half);
        FormQuadratic(piece, below, rows, tail);
        piece.Precision.Add(block, map, piece.Sums);
        if (_keep)
        {
            piece.Modes.CopyTo(Modes.AsSpan(level * _k));
            piece.Precision.Covariance(Covariance.AsSpan(level * size, size));
        }
    }

    // Y = BᵀCB with C gathered from the lower triangle of the tail's covariances.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FormQuadratic(CrossedPiece piece, ReadOnlySpan<double> below, int rows, DenseTail tail)
    {
        Array.Clear(piece.Precision.Quadratic);
        Array.Clear(piece.Product, 0, rows * _k);
        fixed (double* covariance = tail.Lower, from = below, product = piece.Product)
        {
            fixed (int* places = piece.Rows)
            {
                for (int row = 0; row < rows; row++)
                {
                    double* source = covariance + ((nint)places[row] * tail.Stride);
                    if (_k == 1)
                    {
                        double sum = 0;
                        for (int column = 0; column < row; column++)
                        {
                            sum += source[places[column]] * from[column];
                        }

                        piece.Precision.Quadratic[0] += from[row] * ((2 * sum) + (source[places[row]] * from[row]));
                        continue;
                    }

                    for (int column = 0; column <= row; column++)
                    {
                        double value = source[places[column]];
                        for (int effect = 0; effect < _k; effect++)
                        {
                            product[(row * _k) + effect] += value * from[(column * _k) + effect];
                            product[(column * _k) + effect] += column < row ? value * from[(row * _k) + effect] : 0;
                        }
                    }
                }
            }
        }

        if (_k > 1)
        {
            LevelBlock.TransposedProduct(below, piece.Product, piece.Precision.Quadratic, rows, _k);
        }
    }
}
