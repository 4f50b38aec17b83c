using System.Runtime.Intrinsics;
using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// A head below which stand X and y only: the commonest shape, one grouping factor with many small groups. Levels are worked off eight at a
/// time, batches in pieces that do not depend on the number of threads.
/// </summary>
internal sealed unsafe class BatchedHead : Head
{
    private const int BatchesPerPiece = 128;
    private const int FewestParallelPieces = 4;

    private readonly int k;
    private readonly int rank;
    private readonly int batchCount;
    private readonly int batchSize;
    private readonly AlignedBuffer blocks = new();
    private readonly BatchedPiece[] pieces;
    private readonly Workers workers;
    private readonly Action<int> eliminate;
    private readonly Action<int> differentiate;
    private readonly double[] lambda;
    private readonly double[] beta;
    private readonly double[] factor;
    private bool withFixedEffects;
    private bool keep;

    public BatchedHead(HeadLayout layout, double[] diagonal, double[] panel, Workers workers)
        : base(layout)
    {
        this.workers = workers;
        k = layout.EffectCount;
        rank = layout.BorderRows - 1;
        lambda = new double[k * k];
        beta = new double[rank + 1];
        factor = new double[(rank * rank) + 1];
        batchCount = (layout.LevelCount + LevelBatch.Lanes - 1) / LevelBatch.Lanes;
        batchSize = LevelBatch.Size(k, layout.BorderRows);
        blocks.Reserve((long)batchCount * batchSize * LevelBatch.Lanes);
        for (int batch = 0; batch < batchCount; batch++)
        {
            Interleave(batch, diagonal, panel);
        }

        pieces = new BatchedPiece[(batchCount + BatchesPerPiece - 1) / BatchesPerPiece];
        for (int piece = 0; piece < pieces.Length; piece++)
        {
            pieces[piece] = new BatchedPiece(k, layout.BorderRows);
        }

        eliminate = Eliminate;
        differentiate = Differentiate;
    }

    /// <inheritdoc/>
    public override void TakeResponse(FactorCrossProducts factor)
    {
        int first = LevelBatch.Triangle(k) + (rank * k);
        for (int level = 0; level < Layout.LevelCount; level++)
        {
            var target = new Span<double>(Batch(level / LevelBatch.Lanes), batchSize * LevelBatch.Lanes);
            for (int effect = 0; effect < k; effect++)
            {
                target[((first + effect) * LevelBatch.Lanes) + (level % LevelBatch.Lanes)] = factor.ResponseProduct(level, effect);
            }
        }
    }

    /// <inheritdoc/>
    public override void Begin()
    {
    }

    /// <inheritdoc/>
    public override bool Eliminate(double[] lambda, DenseTail tail)
    {
        lambda.CopyTo(this.lambda, 0);
        Run(eliminate);
        double logSum = 0;
        foreach (BatchedPiece piece in pieces)
        {
            if (!piece.IsPositive)
            {
                return false;
            }

            logSum += piece.LogPivots;
        }

        LogDeterminant = logSum;
        int place = 0;
        for (int row = 0; row <= rank; row++)
        {
            Span<double> target = tail.Schur.Slice(((tail.Columns + row) * tail.Stride) + tail.Columns, row + 1);
            for (int column = 0; column <= row; column++)
            {
                target[column] = column == rank ? SubtractExactly(target[column], place) : Subtract(target[column], place);
                place++;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Differentiate(double[] lambda, DenseTail tail, bool withFixedEffects, bool keep, FactorSums sums)
    {
        this.withFixedEffects = withFixedEffects && rank > 0;
        this.keep = keep;
        tail.Solution[tail.Columns..].CopyTo(beta);
        if (this.withFixedEffects)
        {
            for (int row = 0; row < rank; row++)
            {
                tail.Lower.Slice(((tail.Columns + row) * tail.Stride) + tail.Columns, row + 1).CopyTo(factor.AsSpan(row * rank));
            }

            SmallMatrix.Cholesky(factor, rank, rank);
        }

        Run(differentiate);
        foreach (BatchedPiece piece in pieces)
        {
            piece.AddTo(sums);
        }

        sums.FormDeterminantSlope(lambda);
    }

    private void Run(Action<int> work)
    {
        if (pieces.Length >= FewestParallelPieces)
        {
            workers.Run(pieces.Length, work);
            return;
        }

        for (int piece = 0; piece < pieces.Length; piece++)
        {
            work(piece);
        }
    }

    private double Subtract(double value, int place)
    {
        foreach (BatchedPiece piece in pieces)
        {
            value -= piece.BorderSum(place);
        }

        return value;
    }

    // r² may be a tiny difference of large sums: the rounding error of every subtraction is carried along (Knuth's two-sum).
    private double SubtractExactly(double value, int place)
    {
        double carry = 0;
        foreach (BatchedPiece piece in pieces)
        {
            double part = -piece.BorderSum(place);
            double after = value + part;
            double virtualPart = after - value;
            carry += (value - (after - virtualPart)) + (part - virtualPart) - piece.BorderSum(place + 1);
            value = after;
        }

        return value + carry;
    }

    private void Eliminate(int index)
    {
        BatchedPiece piece = pieces[index];
        piece.BeginElimination();
        fixed (double* own = lambda)
        {
            int end = Math.Min(batchCount, (index + 1) * BatchesPerPiece);
            for (int batch = index * BatchesPerPiece; batch < end; batch++)
            {
                piece.Eliminate(Batch(batch), own);
            }
        }

        piece.EndElimination();
    }

    private void Differentiate(int index)
    {
        BatchedPiece piece = pieces[index];
        piece.BeginDifferentiation();
        fixed (double* own = lambda, solution = beta, covariance = factor)
        {
            int end = Math.Min(batchCount, (index + 1) * BatchesPerPiece);
            for (int batch = index * BatchesPerPiece; batch < end; batch++)
            {
                piece.Differentiate(Batch(batch), own, solution, withFixedEffects ? covariance : null);
                if (keep)
                {
                    int first = batch * LevelBatch.Lanes;
                    piece.Keep(Math.Min(LevelBatch.Lanes, Layout.LevelCount - first), Modes.AsSpan(first * k), Covariance.AsSpan(first * k * k), withFixedEffects);
                }
            }
        }
    }

    private Vector512<double>* Batch(int batch) => (Vector512<double>*)blocks.Pointer + ((nint)batch * batchSize);

    private void Interleave(int batch, double[] diagonal, double[] panel)
    {
        var target = new Span<double>(Batch(batch), batchSize * LevelBatch.Lanes);
        target.Clear();
        int first = batch * LevelBatch.Lanes;
        int values = Layout.BorderRows * k;
        int triangle = LevelBatch.Triangle(k);
        for (int lane = 0; lane < Math.Min(LevelBatch.Lanes, Layout.LevelCount - first); lane++)
        {
            int level = first + lane;
            int place = 0;
            for (int row = 0; row < k; row++)
            {
                for (int column = 0; column <= row; column++)
                {
                    target[(place++ * LevelBatch.Lanes) + lane] = diagonal[(((level * k) + row) * k) + column];
                }
            }

            for (int index = 0; index < values; index++)
            {
                target[((triangle + index) * LevelBatch.Lanes) + lane] = panel[(level * values) + index];
            }
        }
    }
}
