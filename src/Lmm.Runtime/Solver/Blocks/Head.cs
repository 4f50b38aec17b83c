using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Blocks;

/// <summary>
/// One head of the factorisation. A level's block D (k × k) and panel B (rows below × k) are those of the Schur complement of the heads before
/// it, free of every later factor's Λ. With Ω = ΛᵀDΛ + I = LLᵀ and T = ΛL⁻ᵀ, eliminating the level subtracts (BT)(BT)ᵀ from what is below.
/// </summary>
internal abstract class Head(HeadLayout layout)
{
    private const long MostDenseBytes = 1L << 30;

    /// <summary>From so many rows of X and y on, levels alone above them are worked off as one dense matrix.</summary>
    private const int FewestDenseRows = 100;

    /// <summary>The layout of the blocks.</summary>
    public HeadLayout Layout { get; } = layout;

    /// <summary>log|L|² of this head's rows, after <see cref="Eliminate"/>.</summary>
    public double LogDeterminant { get; protected set; }

    /// <summary>The modes b = Λu, levels × k, row by row, after <see cref="Differentiate"/> was asked to keep them.</summary>
    public double[] Modes { get; } = new double[(long)layout.LevelCount * layout.EffectCount];

    /// <summary>The covariance matrices of the modes over σ², levels × k × k (lower triangles), after <see cref="Differentiate"/> was asked to keep them.</summary>
    public double[] Covariance { get; } = new double[(long)layout.LevelCount * layout.EffectCount * layout.EffectCount];

    /// <summary>Takes the head's blocks of A over from cross-products of the pattern that it was laid out for.</summary>
    public abstract void Load(CrossProducts products);

    /// <summary>Takes Zᵀ W y alone over, the other cross-products being what they were.</summary>
    public abstract void LoadResponse(CrossProducts products);

    /// <summary>Restores the blocks of A before the heads of a chain are eliminated in turn.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Eliminates all levels: updates the later heads and the tail. False when a block is not positive definite.</summary>
    public abstract bool Eliminate(double[] lambda, DenseTail tail);

    /// <summary>
    /// Goes back over the levels, the later heads and the tail being done: adds each level's R and vvᵀ to the sums.
    /// </summary>
    /// <param name="lambda">Λ of this factor.</param>
    /// <param name="tail">The tail, solved and inverted.</param>
    /// <param name="withFixedEffects">Whether the uncertainty of β is in the tail's inverse.</param>
    /// <param name="keep">Whether <see cref="Modes"/> and <see cref="Covariance"/> are wanted.</param>
    /// <param name="sums">The sums of this factor.</param>
    public abstract void Differentiate(double[] lambda, DenseTail tail, bool withFixedEffects, bool keep, FactorSums sums);

    /// <summary>The heads of a factorisation, finest first, each in the form that suits its panels.</summary>
    public static Head[] Chain(CrossProducts products, BlockOrder order, Workers workers)
    {
        if (order.Heads.Length == 1 || order.AreApart)
        {
            return [.. order.Heads.Select((_, place) => Alone(HeadLayout.Of(products, order, place), order.TailColumns, workers))];
        }

        var heads = new ChainHead[order.Heads.Length];
        for (int place = heads.Length - 1; place >= 0; place--)
        {
            heads[place] = new ChainHead(HeadLayout.Of(products, order, place), place == 0, heads[(place + 1)..], workers.CancellationToken);
        }

        return heads;
    }

    private static Head Alone(HeadLayout layout, int tailColumns, Workers workers)
    {
        if (layout.TailRows.Length == 0)
        {
            // Of many fixed effects a product of matrices is the quicker sum over levels.
            return layout.BorderRows >= FewestDenseRows && DenseHead.Bytes(layout, tailColumns) < MostDenseBytes ? new DenseHead(layout, tailColumns, workers) : new BatchedHead(layout, workers);
        }

        // Vector arithmetic on a dense panel is about ten times as fast per entry as going through indices.
        double density = layout.TailRows.Length / ((double)layout.LevelCount * tailColumns);
        return density > 0.3 && DenseHead.Bytes(layout, tailColumns) < MostDenseBytes
            ? new DenseHead(layout, tailColumns, workers)
            : new CrossedHead(layout, tailColumns, workers);
    }
}
