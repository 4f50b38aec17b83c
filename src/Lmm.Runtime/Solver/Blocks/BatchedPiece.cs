using System.Runtime.Intrinsics;
using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>The sums and the scratch space of one piece of a <see cref="BatchedHead"/>; a piece is worked off by one thread.</summary>
internal sealed unsafe class BatchedPiece
{
    private readonly int k;
    private readonly int rows;
    private readonly int triangle;
    private readonly AlignedBuffer memory = new();
    private readonly Vector512<double>* border;
    private readonly int borderCount;
    private readonly Vector512<double>* score;
    private readonly Vector512<double>* precisionSum;
    private readonly Vector512<double>* products;
    private readonly int productCount;
    private readonly Vector512<double>* lower;
    private readonly Vector512<double>* map;
    private readonly Vector512<double>* solved;
    private readonly Vector512<double>* gap;
    private readonly Vector512<double>* modes;
    private readonly Vector512<double>* residual;
    private readonly Vector512<double>* conditional;
    private readonly Vector512<double>* quadratic;
    private readonly Vector512<double>* room;
    private readonly Vector512<double>* precision;
    private LogProduct pivots;
    private Vector512<double> least;

    /// <summary>Makes a piece for blocks of k effects and panels of so many rows, the last that of y.</summary>
    public BatchedPiece(int k, int rows)
    {
        this.k = k;
        this.rows = rows;
        triangle = LevelBatch.Triangle(k);
        borderCount = LevelBatch.Triangle(rows) + 1;
        productCount = LevelBatch.Triangle(triangle);
        int square = k * k;
        int total = borderCount + triangle + triangle + productCount + (4 * square) + (rows * k) + (3 * k) + (2 * square) + triangle;
        memory.Reserve((long)total * LevelBatch.Lanes);
        var next = (Vector512<double>*)memory.Pointer;
        border = Take(ref next, borderCount);
        score = Take(ref next, triangle);
        precisionSum = Take(ref next, triangle);
        products = Take(ref next, productCount);
        lower = Take(ref next, square);
        map = Take(ref next, square);
        conditional = Take(ref next, square);
        quadratic = Take(ref next, square);
        solved = Take(ref next, rows * k);
        gap = Take(ref next, k);
        modes = Take(ref next, k);
        residual = Take(ref next, k);
        room = Take(ref next, 2 * square);
        precision = Take(ref next, triangle);
    }

    /// <summary>log|L|² of the piece.</summary>
    public double LogPivots { get; private set; }

    /// <summary>Whether all pivots were positive and finite.</summary>
    public bool IsPositive { get; private set; }

    /// <summary>Entry <paramref name="place"/> of the sum of (BT)(BT)ᵀ, a lower triangle; after it the rounding errors of the last entry.</summary>
    public double BorderSum(int place) => Vector512.Sum(border[place]);

    /// <summary>Sets the sums of the elimination to zero.</summary>
    public void BeginElimination()
    {
        Clear(border, borderCount);
        pivots = LogProduct.One;
        least = Vector512<double>.One;
    }

    /// <summary>Eliminates a batch.</summary>
    public void Eliminate(Vector512<double>* batch, double* lambda)
    {
        pivots.Multiply(LevelBatch.Factor(batch, lambda, k, lower, map, ref least));
        LevelBatch.Multiply(batch + triangle, map, rows, k, solved);
        LevelBatch.AddProducts(solved, rows, k, border);
    }

    /// <summary>Closes the sums of the elimination.</summary>
    public void EndElimination()
    {
        LogPivots = pivots.Log();
        IsPositive = double.IsFinite(LogPivots) && Vector512.GreaterThanAll(least, Vector512<double>.Zero);
    }

    /// <summary>Sets the sums of the differentiation to zero.</summary>
    public void BeginDifferentiation()
    {
        Clear(score, triangle);
        Clear(precisionSum, triangle);
        Clear(products, productCount);
    }

    /// <summary>Adds a batch's scores and precisions; <paramref name="covariance"/> is the Cholesky factor of β's covariance matrix over σ², or null.</summary>
    public void Differentiate(Vector512<double>* batch, double* lambda, double* beta, double* covariance)
    {
        Vector512<double>* panel = batch + triangle;
        LevelBatch.Factor(batch, lambda, k, lower, map, ref least);
        LevelBatchPrecision.Conditional(map, k, conditional);
        LevelBatchPrecision.Gap(panel, beta, rows - 1, k, gap);
        LevelBatchPrecision.Apply(conditional, gap, k, modes);
        LevelBatchPrecision.Residual(batch, gap, modes, k, residual);
        LevelBatchPrecision.AddOuter(residual, k, score);
        if (covariance != null)
        {
            LevelBatchPrecision.Quadratic(panel, covariance, rows - 1, k, solved, quadratic);
        }

        LevelBatchPrecision.Precision(batch, conditional, covariance != null ? quadratic : null, k, room, precision);
        for (int place = 0; place < triangle; place++)
        {
            precisionSum[place] += precision[place];
        }

        LevelBatchPrecision.AddOuter(precision, triangle, products);
    }

    /// <summary>Copies the modes and covariance matrices K + KYK of the batch just done.</summary>
    public void Keep(int levels, Span<double> modeTarget, Span<double> covarianceTarget, bool withFixedEffects)
    {
        if (withFixedEffects)
        {
            LevelBatchPrecision.Product(conditional, quadratic, k, room);
            LevelBatchPrecision.Product(room, conditional, k, room + (k * k));
            for (int entry = 0; entry < k * k; entry++)
            {
                conditional[entry] += room[(k * k) + entry];
            }
        }

        for (int lane = 0; lane < levels; lane++)
        {
            for (int effect = 0; effect < k; effect++)
            {
                modeTarget[(lane * k) + effect] = modes[effect][lane];
            }

            for (int entry = 0; entry < k * k; entry++)
            {
                covarianceTarget[(lane * k * k) + entry] = conditional[entry][lane];
            }
        }
    }

    /// <summary>Adds the sums over all lanes.</summary>
    public void AddTo(FactorSums sums)
    {
        Add(score, sums.Score);
        Add(precisionSum, sums.Precision);
        Add(products, sums.PrecisionProducts);
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
