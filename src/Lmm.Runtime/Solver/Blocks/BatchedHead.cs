using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Blocks;

/// <summary>
/// A head below which stand X and y only: the commonest shape, one grouping factor with many small groups. Levels are worked off eight at a
/// time, batches in pieces that do not depend on the number of threads.
/// </summary>
internal sealed unsafe class BatchedHead : Head
{
    /// <summary>The batches of a piece: a thousand levels, so that sums over levels have one order whatever the number of threads.</summary>
    private const int BatchesPerPiece = 128;

    /// <summary>With fewer pieces a second thread costs more than it brings.</summary>
    private const int FewestParallelPieces = 4;

    private readonly int _k;
    private readonly int _rank;
    private readonly int _batchCount;
    private readonly int _batchSize;
    private readonly AlignedBuffer _blocks = new();
    private readonly BatchedPiece[] _pieces;
    private readonly Workers _workers;
    private readonly Action<int> _eliminate;
    private readonly Action<int> _differentiate;
    private readonly double[] _lambda;
    private readonly double[] _beta;
    private readonly double[] _factor;
    private EffectBlocks? _effectBlocks;
    private bool _withFixedEffects;
    private bool _keep;

    public BatchedHead(HeadLayout layout, Workers workers)
        : base(layout)
    {
        _workers = workers;
        _k = layout.EffectCount;
        _rank = layout.BorderRows - 1;
        _lambda = new double[_k * _k];
        _beta = new double[_rank + 1];
        _factor = new double[(_rank * _rank) + 1];
        _batchCount = (layout.LevelCount + LevelBatch.Lanes - 1) / LevelBatch.Lanes;
        _batchSize = LevelBatch.Size(_k, layout.BorderRows);
        _blocks.Reserve((long)_batchCount * _batchSize * LevelBatch.Lanes);
        _pieces = new BatchedPiece[(_batchCount + BatchesPerPiece - 1) / BatchesPerPiece];
        for (int piece = 0; piece < _pieces.Length; piece++)
        {
            _pieces[piece] = new BatchedPiece(_k, layout.BorderRows);
        }

        _eliminate = Eliminate;
        _differentiate = Differentiate;
    }

    /// <inheritdoc/>
    public override void Load(CrossProducts products)
    {
        FactorCrossProducts factor = products.Factors[Layout.Factor];
        Run(piece =>
        {
            for (int batch = piece * BatchesPerPiece; batch < Math.Min(_batchCount, (piece + 1) * BatchesPerPiece); batch++)
            {
                Interleave(batch, factor);
            }
        });
    }

    /// <inheritdoc/>
    public override void LoadResponse(CrossProducts products)
    {
        FactorCrossProducts factor = products.Factors[Layout.Factor];
        int first = LevelBatch.Triangle(_k) + (_rank * _k);
        for (int level = 0; level < Layout.LevelCount; level++)
        {
            var target = new Span<double>(Batch(level / LevelBatch.Lanes), _batchSize * LevelBatch.Lanes);
            for (int effect = 0; effect < _k; effect++)
            {
                target[((first + effect) * LevelBatch.Lanes) + (level % LevelBatch.Lanes)] = factor.ResponseProduct(level, effect);
            }
        }
    }

    /// <inheritdoc/>
    public override bool Eliminate(double[] lambda, DenseTail tail)
    {
        lambda.CopyTo(_lambda, 0);
        Run(_eliminate);
        double logSum = 0;
        foreach (BatchedPiece piece in _pieces)
        {
            if (!piece.IsPositive)
            {
                return false;
            }

            logSum += piece.LogPivots;
        }

        LogDeterminant = logSum;
        int place = 0;
        for (int row = 0; row <= _rank; row++)
        {
            Span<double> target = tail.Schur.Slice(((tail.Columns + row) * tail.Stride) + tail.Columns, row + 1);
            for (int column = 0; column <= row; column++)
            {
                target[column] = column == _rank ? SubtractExactly(target[column], place) : Subtract(target[column], place);
                place++;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Differentiate(double[] lambda, DenseTail tail, bool withFixedEffects, bool keep, FactorSums sums)
    {
        _effectBlocks = sums.Blocks;
        _withFixedEffects = withFixedEffects && _rank > 0;
        _keep = keep;
        tail.Solution[tail.Columns..].CopyTo(_beta);
        if (_withFixedEffects)
        {
            for (int row = 0; row < _rank; row++)
            {
                tail.Lower.Slice(((tail.Columns + row) * tail.Stride) + tail.Columns, row + 1).CopyTo(_factor.AsSpan(row * _rank));
            }

            SmallMatrix.Cholesky(_factor, _rank, _rank);
        }

        Run(_differentiate);
        foreach (BatchedPiece piece in _pieces)
        {
            piece.AddTo(sums);
        }

        sums.FormDeterminantSlope(lambda);
    }

    private void Run(Action<int> work)
    {
        if (_pieces.Length >= FewestParallelPieces)
        {
            _workers.Run(_pieces.Length, work);
            return;
        }

        for (int piece = 0; piece < _pieces.Length; piece++)
        {
            work(piece);
        }
    }

    private double Subtract(double value, int place)
    {
        foreach (BatchedPiece piece in _pieces)
        {
            value -= piece.BorderSum(place);
        }

        return value;
    }

    // r² may be a tiny difference of large sums: the rounding error of every subtraction is carried along (Knuth's two-sum).
    private double SubtractExactly(double value, int place)
    {
        double carry = 0;
        foreach (BatchedPiece piece in _pieces)
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
        BatchedPiece piece = _pieces[index];
        piece.BeginElimination();
        fixed (double* own = _lambda)
        {
            int end = Math.Min(_batchCount, (index + 1) * BatchesPerPiece);
            for (int batch = index * BatchesPerPiece; batch < end; batch++)
            {
                piece.Eliminate(Batch(batch), own);
            }
        }

        piece.EndElimination();
    }

    private void Differentiate(int index)
    {
        BatchedPiece piece = _pieces[index];
        piece.BeginDifferentiation(_effectBlocks!);
        fixed (double* own = _lambda, solution = _beta, covariance = _factor)
        {
            int end = Math.Min(_batchCount, (index + 1) * BatchesPerPiece);
            for (int batch = index * BatchesPerPiece; batch < end; batch++)
            {
                piece.Differentiate(Batch(batch), own, solution, _withFixedEffects ? covariance : null);
                if (_keep)
                {
                    int first = batch * LevelBatch.Lanes;
                    piece.Keep(Math.Min(LevelBatch.Lanes, Layout.LevelCount - first), Modes.AsSpan(first * _k), Covariance.AsSpan(first * _k * _k));
                }
            }
        }
    }

    private Vector512<double>* Batch(int batch) => (Vector512<double>*)_blocks.Pointer + ((nint)batch * _batchSize);

    // The lower triangle of a level's own block, then its rows of [X y] times Z.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Interleave(int batch, FactorCrossProducts factor)
    {
        var target = new Span<double>(Batch(batch), _batchSize * LevelBatch.Lanes);
        target.Clear();
        int first = batch * LevelBatch.Lanes;
        int triangle = LevelBatch.Triangle(_k);
        for (int lane = 0; lane < Math.Min(LevelBatch.Lanes, Layout.LevelCount - first); lane++)
        {
            int place = 0;
            for (int effect = 0; effect < _k; effect++)
            {
                ReadOnlySpan<double> source = factor.Values.AsSpan((((first + lane) * _k) + effect) * factor.Width, factor.Width);
                for (int column = 0; column <= effect; column++)
                {
                    target[(place++ * LevelBatch.Lanes) + lane] = source[column];
                }

                for (int row = 0; row < Layout.BorderRows; row++)
                {
                    target[((triangle + (row * _k) + effect) * LevelBatch.Lanes) + lane] = source[_k + row];
                }
            }
        }
    }
}
