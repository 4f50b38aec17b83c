using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Blocks;

/// <summary>The sums and the scratch space of one piece of a <see cref="BatchedHead"/>; a piece is worked off by one thread.</summary>
internal sealed unsafe class BatchedPiece
{
    private readonly int _k;
    private readonly int _rows;
    private readonly int _triangle;
    private readonly AlignedBuffer _memory = new();
    private readonly Vector512<double>* _border;
    private readonly int _borderCount;
    private readonly Vector512<double>* _score;
    private readonly Vector512<double>* _precisionSum;
    private readonly Vector512<double>* _lower;
    private readonly Vector512<double>* _map;
    private readonly Vector512<double>* _solved;
    private readonly Vector512<double>* _gap;
    private readonly Vector512<double>* _modes;
    private readonly Vector512<double>* _residual;
    private readonly Vector512<double>* _conditional;
    private readonly Vector512<double>* _quadratic;
    private readonly Vector512<double>* _room;
    private readonly Vector512<double>* _precision;
    private readonly AlignedBuffer _productMemory = new();
    private EffectBlocks? _blocks;
    private Vector512<double>* _products;
    private LogProduct _pivots;
    private Vector512<double> _least;

    /// <summary>Makes a piece for blocks of k effects and panels of so many rows, the last that of y.</summary>
    public BatchedPiece(int k, int rows)
    {
        _k = k;
        _rows = rows;
        _triangle = LevelBatch.Triangle(k);
        _borderCount = LevelBatch.Triangle(rows) + 1;
        int square = k * k;
        int total = _borderCount + _triangle + _triangle + (4 * square) + (rows * k) + (3 * k) + (2 * square) + _triangle;
        _memory.Reserve((long)total * LevelBatch.Lanes);
        var next = (Vector512<double>*)_memory.Pointer;
        _border = Take(ref next, _borderCount);
        _score = Take(ref next, _triangle);
        _precisionSum = Take(ref next, _triangle);
        _lower = Take(ref next, square);
        _map = Take(ref next, square);
        _conditional = Take(ref next, square);
        _quadratic = Take(ref next, square);
        _solved = Take(ref next, rows * k);
        _gap = Take(ref next, k);
        _modes = Take(ref next, k);
        _residual = Take(ref next, k);
        _room = Take(ref next, 2 * square);
        _precision = Take(ref next, _triangle);
    }

    /// <summary>log|L|² of the piece.</summary>
    public double LogPivots { get; private set; }

    /// <summary>Whether all pivots were positive and finite.</summary>
    public bool IsPositive { get; private set; }

    /// <summary>Entry <paramref name="place"/> of the sum of (BT)(BT)ᵀ, a lower triangle; after it the rounding errors of the last entry.</summary>
    public double BorderSum(int place) => Vector512.Sum(_border[place]);

    /// <summary>Sets the sums of the elimination to zero.</summary>
    public void BeginElimination()
    {
        Clear(_border, _borderCount);
        _pivots = LogProduct.One;
        _least = Vector512<double>.One;
    }

    /// <summary>Eliminates a batch.</summary>
    public void Eliminate(Vector512<double>* batch, double* lambda)
    {
        _pivots.Multiply(LevelBatch.Factor(batch, lambda, _k, _lower, _map, ref _least));
        LevelBatch.Multiply(batch + _triangle, _map, _rows, _k, _solved);
        LevelBatch.AddProducts(_solved, _rows, _k, _border);
    }

    /// <summary>Closes the sums of the elimination.</summary>
    public void EndElimination()
    {
        LogPivots = _pivots.Log();
        IsPositive = double.IsFinite(LogPivots) && Vector512.GreaterThanAll(_least, Vector512<double>.Zero);
    }

    /// <summary>Sets the sums of the differentiation to zero, those of products of precisions for effects in these blocks.</summary>
    public void BeginDifferentiation(EffectBlocks blocks)
    {
        if (_blocks?.Left.Length != blocks.Left.Length)
        {
            _productMemory.Reserve((long)blocks.Left.Length * LevelBatch.Lanes);
            _products = (Vector512<double>*)_productMemory.Pointer;
        }

        _blocks = blocks;
        Clear(_score, _triangle);
        Clear(_precisionSum, _triangle);
        Clear(_products, blocks.Left.Length);
    }

    /// <summary>Adds a batch's scores and precisions; <paramref name="covariance"/> is the Cholesky factor of β's covariance matrix over σ², or null.</summary>
    public void Differentiate(Vector512<double>* batch, double* lambda, double* beta, double* covariance)
    {
        Vector512<double>* panel = batch + _triangle;
        LevelBatch.Factor(batch, lambda, _k, _lower, _map, ref _least);
        LevelBatchPrecision.Conditional(_map, _k, _conditional);
        LevelBatchPrecision.Gap(panel, beta, _rows - 1, _k, _gap);
        LevelBatchPrecision.Apply(_conditional, _gap, _k, _modes);
        LevelBatchPrecision.Residual(batch, _gap, _modes, _k, _residual);
        LevelBatchPrecision.AddOuter(_residual, _k, _score);
        if (covariance != null)
        {
            LevelBatchPrecision.Quadratic(panel, covariance, _rows - 1, _k, _solved, _quadratic);
        }

        LevelBatchPrecision.Precision(batch, _conditional, covariance != null ? _quadratic : null, _k, _room, _precision);
        for (int place = 0; place < _triangle; place++)
        {
            _precisionSum[place] += _precision[place];
        }

        LevelBatchPrecision.AddProducts(_precision, _blocks!.Left, _blocks.Right, _products);
    }

    /// <summary>Copies the modes and their covariance matrices K at fixed β of the batch just done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Keep(int levels, Span<double> modeTarget, Span<double> covarianceTarget)
    {
        for (int lane = 0; lane < levels; lane++)
        {
            for (int effect = 0; effect < _k; effect++)
            {
                modeTarget[(lane * _k) + effect] = _modes[effect][lane];
            }

            for (int entry = 0; entry < _k * _k; entry++)
            {
                covarianceTarget[(lane * _k * _k) + entry] = _conditional[entry][lane];
            }
        }
    }

    /// <summary>Adds the sums over all lanes.</summary>
    public void AddTo(FactorSums sums)
    {
        Add(_score, sums.Score);
        Add(_precisionSum, sums.Precision);
        Add(_products, sums.PrecisionProducts);
    }

    private static void Add(Vector512<double>* from, double[] target)
    {
        for (int index = 0; index < target.Length; index++)
        {
            target[index] += Vector512.Sum(from[index]);
        }
    }

    private static void Clear(Vector512<double>* vectors, int count)
    {
        for (int index = 0; index < count; index++)
        {
            vectors[index] = Vector512<double>.Zero;
        }
    }

    private static Vector512<double>* Take(ref Vector512<double>* next, int count)
    {
        Vector512<double>* taken = next;
        next += count;
        return taken;
    }
}
