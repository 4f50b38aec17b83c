using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// A single head that is crossed with factors in the tail: each level's panel has rows for the few levels of the tail that it meets. Levels
/// are worked off in pieces; what they subtract from the tail is divided by rows of the tail, so that no two threads share an entry and every
/// entry receives its parts in the order of levels.
/// </summary>
internal sealed unsafe class CrossedHead : Head
{
    private readonly int k;
    private readonly double[] diagonal;
    private readonly double[] panel;
    private readonly double[] products;
    private readonly double[] transfer;
    private readonly int[] bounds;
    private readonly CrossedPiece[] pieces;
    private readonly TailDivision division;
    private readonly double[] crossed;
    private readonly double[][] turned;
    private readonly Workers workers;
    private readonly Action<int> factorPiece;
    private readonly Action<int> subtractPart;
    private readonly Action<int> differentiatePiece;
    private double[] currentLambda = [];
    private DenseTail? currentTail;
    private bool withFixedEffects;
    private bool keep;

    public CrossedHead(HeadLayout layout, double[] diagonal, double[] panel, int tailColumns, Workers workers)
        : base(layout)
    {
        this.diagonal = diagonal;
        this.panel = panel;
        this.workers = workers;
        k = layout.EffectCount;
        products = new double[panel.Length];
        transfer = new double[diagonal.Length];
        bounds = LevelPieces.Of(layout);
        int most = Enumerable.Range(0, layout.LevelCount).Max(layout.Rows);
        pieces = new CrossedPiece[bounds.Length - 1];
        for (int piece = 0; piece < pieces.Length; piece++)
        {
            pieces[piece] = new CrossedPiece(k, layout.BorderRows, most);
        }

        division = new TailDivision(layout, tailColumns);
        crossed = new double[tailColumns * layout.BorderRows];
        turned = new double[division.Count][];
        for (int part = 0; part < turned.Length; part++)
        {
            turned[part] = new double[layout.BorderRows * k];
        }

        factorPiece = FactorPiece;
        subtractPart = part => Subtract(part, currentTail!);
        differentiatePiece = DifferentiatePiece;
    }

    /// <inheritdoc/>
    public override void TakeResponse(FactorCrossProducts factor) => Layout.CopyResponse(factor, panel);

    /// <inheritdoc/>
    public override void Begin()
    {
    }

    /// <inheritdoc/>
    public override bool Eliminate(double[] lambda, DenseTail tail)
    {
        (currentLambda, currentTail) = (lambda, tail);
        workers.Run(pieces.Length, factorPiece);
        double logSum = 0;
        foreach (CrossedPiece piece in pieces)
        {
            logSum += piece.LogSum;
        }

        LogDeterminant = 2 * logSum;
        if (!double.IsFinite(logSum))
        {
            return false;
        }

        Array.Clear(crossed);
        workers.Run(division.Count, subtractPart);
        SubtractBorder(tail);
        return true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Differentiate(double[] lambda, DenseTail tail, bool withFixedEffects, bool keep, FactorSums sums)
    {
        (currentTail, this.withFixedEffects, this.keep) = (tail, withFixedEffects, keep);
        workers.Run(pieces.Length, differentiatePiece);
        foreach (CrossedPiece piece in pieces)
        {
            sums.Add(piece.Sums);
        }

        sums.FormDeterminantSlope(lambda);
    }

    private void DifferentiatePiece(int index)
    {
        CrossedPiece piece = pieces[index];
        piece.Sums.Clear();
        for (int level = bounds[index]; level < bounds[index + 1]; level++)
        {
            Differentiate(piece, level, currentTail!);
        }
    }

    // L and T of each level, its panel times T, and the products of the border's rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FactorPiece(int index)
    {
        CrossedPiece piece = pieces[index];
        double[] lambda = currentLambda;
        int size = k * k;
        int border = Layout.BorderRows;
        piece.LogSum = 0;
        Array.Clear(piece.Border);
        for (int level = bounds[index]; level < bounds[index + 1]; level++)
        {
            LevelBlock.Scale(diagonal.AsSpan(level * size, size), lambda, piece.Lower, k);
            if (!SmallMatrix.Cholesky(piece.Lower, k, k))
            {
                piece.LogSum = double.NaN;
                return;
            }

            for (int effect = 0; effect < k; effect++)
            {
                piece.LogSum += Math.Log(piece.Lower[(effect * k) + effect]);
            }

            Span<double> map = transfer.AsSpan(level * size, size);
            LevelBlock.Transfer(piece.Lower, lambda, map, k);
            int rows = Layout.Rows(level);
            int from = Layout.FirstRow(level) * k;
            Span<double> product = products.AsSpan(from, rows * k);
            LevelBlock.Multiply(panel.AsSpan(from, rows * k), map, product, rows, k);
            ReadOnlySpan<double> last = Turn(product[((rows - border) * k)..], piece.Turned);
            for (int effect = 0; effect < k; effect++)
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
        if (k == 1)
        {
            return rows;
        }

        int border = Layout.BorderRows;
        for (int effect = 0; effect < k; effect++)
        {
            for (int row = 0; row < border; row++)
            {
                target[(effect * border) + row] = rows[(row * k) + effect];
            }
        }

        return target;
    }

    // Subtracts the products of all levels from one part of the tail's rows, and sums those of the part with the border.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Subtract(int part, DenseTail tail)
    {
        int border = Layout.BorderRows;
        fixed (double* schur = tail.Schur, all = products)
        {
            fixed (int* tailRows = Layout.TailRows)
            {
                for (int level = 0; level < Layout.LevelCount; level++)
                {
                    int start = Layout.TailStart[level];
                    int count = Layout.TailCount(level);
                    int first = division.First(part, level) - start;
                    int end = division.End(part, level) - start;
                    if (first == end)
                    {
                        continue;
                    }

                    double* values = all + ((nint)Layout.FirstRow(level) * k);
                    ReadOnlySpan<double> last = Turn(new ReadOnlySpan<double>(values + (count * k), border * k), turned[part]);
                    for (int row = first; row < end; row++)
                    {
                        SubtractRow(schur + ((nint)tailRows[start + row] * tail.Stride), tailRows + start, row + 1, values + (row * k), values);
                        Span<double> target = crossed.AsSpan(tailRows[start + row] * border, border);
                        for (int effect = 0; effect < k; effect++)
                        {
                            VectorProducts.Add(values[(row * k) + effect], last.Slice(effect * border, border), target);
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SubtractRow(double* target, int* columns, int count, double* left, double* right)
    {
        if (k == 1)
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
            for (int effect = 0; effect < k; effect++)
            {
                sum += left[effect] * right[effect];
            }

            target[columns[column]] -= sum;
            right += k;
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
                across[column] -= crossed[(column * border) + row];
            }

            Span<double> target = tail.Schur.Slice(((tail.Columns + row) * tail.Stride) + tail.Columns, row + 1);
            foreach (CrossedPiece piece in pieces)
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
        int size = k * k;
        int count = Layout.TailCount(level);
        int rows = count + (withFixedEffects ? tail.Rank : 0);
        Layout.TailRows.AsSpan(Layout.TailStart[level], count).CopyTo(piece.Rows);
        for (int row = 0; row < tail.Rank; row++)
        {
            piece.Rows[count + row] = tail.Columns + row;
        }

        // g = B_y − B_anc' b_anc; b = TTᵀg; v = g − Db.
        ReadOnlySpan<double> block = diagonal.AsSpan(level * size, size);
        ReadOnlySpan<double> map = transfer.AsSpan(level * size, size);
        ReadOnlySpan<double> below = panel.AsSpan(Layout.FirstRow(level) * k, Layout.Rows(level) * k);
        below[^k..].CopyTo(piece.Gap);
        ReadOnlySpan<double> solution = tail.Solution;
        for (int row = 0; row < count + tail.Rank; row++)
        {
            double value = solution[piece.Rows[row]];
            for (int effect = 0; effect < k; effect++)
            {
                piece.Gap[effect] -= below[(row * k) + effect] * value;
            }
        }

        LevelBlock.Sandwich(map, piece.Gap, piece.Half, piece.Modes);
        for (int effect = 0; effect < k; effect++)
        {
            piece.Half[effect] = piece.Gap[effect] - LevelBlock.SymmetricDot(block, piece.Modes, effect);
        }

        piece.Sums.AddScore(piece.Half);
        FormQuadratic(piece, below, rows, tail);
        piece.Precision.Add(block, map, piece.Sums);
        if (keep)
        {
            piece.Modes.CopyTo(Modes.AsSpan(level * k));
            piece.Precision.Covariance(Covariance.AsSpan(level * size, size));
        }
    }

    // Y = BᵀCB with C gathered from the lower triangle of the tail's covariances.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FormQuadratic(CrossedPiece piece, ReadOnlySpan<double> below, int rows, DenseTail tail)
    {
        Array.Clear(piece.Precision.Quadratic);
        Array.Clear(piece.Product, 0, rows * k);
        fixed (double* covariance = tail.Lower, from = below, product = piece.Product)
        {
            fixed (int* places = piece.Rows)
            {
                for (int row = 0; row < rows; row++)
                {
                    double* source = covariance + ((nint)places[row] * tail.Stride);
                    if (k == 1)
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
                        for (int effect = 0; effect < k; effect++)
                        {
                            product[(row * k) + effect] += value * from[(column * k) + effect];
                            product[(column * k) + effect] += column < row ? value * from[(row * k) + effect] : 0;
                        }
                    }
                }
            }
        }

        if (k > 1)
        {
            LevelBlock.TransposedProduct(below, piece.Product, piece.Precision.Quadratic, rows, k);
        }
    }
}
