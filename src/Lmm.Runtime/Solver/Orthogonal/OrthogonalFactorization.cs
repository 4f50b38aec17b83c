using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// The factorisation of nested factors (and of a few crossed effects above them) from the rows themselves, by rotations alone. A level's rows [A G],
/// A those of its effects, are rotated into [I 0] after A has been multiplied by Λ:
/// what is taken up is [Lᵀ L⁻¹ΛᵀAᵀG], and what is left, E, goes to the level above, EᵀE = Gᵀ(I + AΣAᵀ)⁻¹G. A itself goes along as further columns.
/// </summary>
/// <remarks>
/// No sum of squares is a difference, so that r², |L|, |R<sub>X</sub>| and the precisions R are wrong by a few units in the last place of the rows they come from, not
/// of their squares: with groups 10⁷ residual standard deviations apart there are nine digits left where cross-products have two.
/// Covariances C of what is above a level are used by their roots only, as rows w with wwᵀ = gCgᵀ (<see cref="LevelEstimates"/>), for the same reason.
/// </remarks>
internal sealed class OrthogonalFactorization : Factorization
{
    private readonly CrossProducts products;
    private readonly OrthogonalPlan plan;
    private readonly Workers workers;
    private readonly LevelTree tree;
    private readonly ReducedRows reduced;
    private readonly double[][] taken;
    private readonly double[][] left;
    private readonly double[][] gathered;
    private readonly double[][] modes;
    private readonly double[][] covariances;
    private readonly LevelEstimates estimates;
    private readonly double[] row;
    private double[][] lambda = [];
    private double logSum;

    public OrthogonalFactorization(CrossProducts products, OrthogonalPlan plan, Workers workers)
    {
        this.products = products;
        this.plan = plan;
        this.workers = workers;
        tree = new LevelTree(products, plan.Order);
        reduced = new ReducedRows(tree, products.Factors[plan.Order.Heads[0]]);
        int depth = tree.Depth;
        taken = new double[depth][];
        left = new double[depth][];
        modes = new double[depth][];
        gathered = new double[depth + 1][];
        for (int at = 0; at <= depth; at++)
        {
            int width = tree.Width(at);
            gathered[at] = at == 0 ? [] : new double[width * width];
            if (at < depth)
            {
                int rows = tree.Levels(at) * tree.Effects(at);
                taken[at] = new double[rows * (width + tree.Effects(at))];
                left[at] = new double[rows * width];
                modes[at] = new double[rows];
            }
        }

        covariances = Array.ConvertAll(products.Factors, static factor => new double[(long)factor.LevelCount * factor.EffectCount * factor.EffectCount]);
        row = new double[Enumerable.Range(0, depth).Max(at => tree.Width(at) + tree.Effects(at))];
        FixedEffectsCovariance = new double[tree.Rank * tree.Rank];
        estimates = new LevelEstimates(this);
        TakeResponse();
    }

    /// <inheritdoc/>
    public override double Operations => plan.Operations;

    /// <inheritdoc/>
    public override ReadOnlySpan<double> FixedEffects => estimates.Beta;

    /// <inheritdoc/>
    public override double[] FixedEffectsCovariance { get; }

    /// <summary>The levels.</summary>
    public LevelTree Tree => tree;

    /// <summary>Λ by grouping factor at the last factorisation.</summary>
    public double[][] Lambda => lambda;

    /// <summary>[R<sub>X</sub> R<sub>Xy</sub>; 0 r], upper triangular.</summary>
    public ReadOnlySpan<double> Root => gathered[tree.Depth];

    /// <summary>The distance between the rows of <see cref="Taken"/>.</summary>
    public int TakenStride(int depth) => tree.Width(depth) + tree.Effects(depth);

    /// <summary>What a level takes up: effects × [own columns, those above, own columns before Λ].</summary>
    public ReadOnlySpan<double> Taken(int depth, int level)
    {
        int size = tree.Effects(depth) * TakenStride(depth);
        return taken[depth].AsSpan(level * size, size);
    }

    /// <summary>What a level leaves: effects × [columns above, own columns before Λ].</summary>
    public ReadOnlySpan<double> Left(int depth, int level)
    {
        int size = tree.Effects(depth) * tree.Width(depth);
        return left[depth].AsSpan(level * size, size);
    }

    /// <summary>b of a level.</summary>
    public Span<double> LevelModes(int depth, int level) => modes[depth].AsSpan(level * tree.Effects(depth), tree.Effects(depth));

    /// <inheritdoc/>
    public override bool Factor(double[][] lambda)
    {
        this.lambda = lambda;
        logSum = 0;
        Collect(tree.Depth, 0);
        LogDeterminant = 2 * logSum;
        int width = tree.Rank + 1;
        double fixedSum = 0;
        for (int column = 0; column < tree.Rank; column++)
        {
            fixedSum += Math.Log(Root[(column * width) + column]);
        }

        FixedLogDeterminant = 2 * fixedSum;
        double last = Root[^1];
        ResidualSumOfSquares = last * last;
        return double.IsFinite(LogDeterminant) && double.IsFinite(FixedLogDeterminant) && ResidualSumOfSquares > 0 && double.IsFinite(ResidualSumOfSquares);
    }

    /// <inheritdoc/>
    public override void Differentiate(bool withFixedEffects, FactorSums[] sums)
    {
        estimates.Solve(FixedEffectsCovariance);
        for (int depth = tree.Depth - 1; depth >= 0; depth--)
        {
            for (int level = 0; level < tree.Levels(depth); level++)
            {
                estimates.Differentiate(depth, level, withFixedEffects, sums);
            }

            foreach (TailSegment segment in tree.Segments(depth))
            {
                sums[segment.Factor].FormDeterminantSlope(lambda[segment.Factor]);
            }
        }
    }

    /// <inheritdoc/>
    public override void Keep(bool withFixedEffects, FactorSums[] sums)
    {
        for (int depth = 0; depth < tree.Depth; depth++)
        {
            for (int level = 0; level < tree.Levels(depth); level++)
            {
                foreach (TailSegment segment in tree.Segments(depth))
                {
                    int size = segment.EffectCount * segment.EffectCount;
                    for (int own = 0; own < segment.LevelCount; own++)
                    {
                        int place = depth < tree.HeadCount ? level : own;
                        estimates.Covariance(depth, level, segment.First + (own * segment.EffectCount), covariances[segment.Factor].AsSpan(place * size, size), segment.EffectCount);
                    }
                }
            }
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Modes(int factor)
    {
        (int depth, TailSegment segment) = Place(factor);
        return depth < tree.HeadCount ? modes[depth] : modes[depth].AsSpan(segment.First..segment.End);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Covariances(int factor) => covariances[factor];

    /// <inheritdoc/>
    public override void TakeResponse()
    {
        int[] factors = [.. plan.Order.Heads, .. plan.Order.Tail];
        reduced.Form(plan.Rows.Read(products, factors), plan.Order.Tail.Sum(factor => products.Factors[factor].EffectCount), workers.CancellationToken);
    }

    // Gathers the rows that the levels below leave, and takes up this level's effects.
    private void Collect(int depth, int level)
    {
        ReadOnlySpan<double> rows = depth == 0 ? reduced.Inner(level) : gathered[depth];
        if (depth == 1)
        {
            reduced.Outer(level).CopyTo(gathered[depth]);
        }
        else if (depth > 1)
        {
            Array.Clear(gathered[depth]);
        }

        if (depth > 0)
        {
            foreach (int child in tree.Children(depth, level))
            {
                Collect(depth - 1, child);
            }
        }

        if (depth < tree.Depth)
        {
            TakeUp(depth, level, rows);
        }
    }

    private void TakeUp(int depth, int level, ReadOnlySpan<double> rows)
    {
        int k = tree.Effects(depth);
        int width = tree.Width(depth);
        int stride = TakenStride(depth);
        int above = width - k;
        Span<double> own = taken[depth].AsSpan(level * k * stride, k * stride);
        Span<double> over = left[depth].AsSpan(level * k * width, k * width);
        own.Clear();
        for (int effect = 0; effect < k; effect++)
        {
            own[(effect * stride) + effect] = 1;
        }

        Span<double> values = row.AsSpan(0, stride);
        for (int index = 0; index < rows.Length / width; index++)
        {
            ReadOnlySpan<double> source = rows.Slice(index * width, width);
            source.CopyTo(values);
            if (index < k)
            {
                source[..k].CopyTo(values[width..]);
                tree.Multiply(depth, lambda, values[..k]);
                PlaneRotations.Absorb(own, stride, k, values);
                values[k..].CopyTo(over.Slice(index * width, width));
            }

            PlaneRotations.Absorb(gathered[depth + 1], above, above, values.Slice(k, above));
        }

        for (int effect = 0; effect < k; effect++)
        {
            logSum += Math.Log(own[(effect * stride) + effect]);
        }
    }

    private (int Depth, TailSegment Segment) Place(int factor)
    {
        for (int depth = 0; depth < tree.Depth; depth++)
        {
            foreach (TailSegment segment in tree.Segments(depth))
            {
                if (segment.Factor == factor)
                {
                    return (depth, segment);
                }
            }
        }

        throw new ArgumentOutOfRangeException(nameof(factor), factor, "There is no such grouping factor.");
    }
}
