using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Orthogonal;

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
    private readonly OrthogonalPlan _plan;
    private readonly Workers _workers;
    private readonly LevelTree _tree;
    private readonly ReducedRows _reduced;
    private readonly double[][] _taken;
    private readonly double[][] _left;
    private readonly double[][] _gathered;
    private readonly double[][] _modes;
    private readonly double[][] _covariances;
    private readonly LevelEstimates _estimates;
    private readonly double[] _row;
    private readonly double[] _fixedEffectsCovariance;
    private double[][] _lambda = [];
    private double _logSum;

    public OrthogonalFactorization(CrossProducts products, OrthogonalPlan plan, Workers workers)
    {
        _plan = plan;
        _workers = workers;
        _tree = new LevelTree(products, plan.Order);
        _reduced = new ReducedRows(_tree, products.Factors[plan.Order.Heads[0]]);
        int depth = _tree.Depth;
        _taken = new double[depth][];
        _left = new double[depth][];
        _modes = new double[depth][];
        _gathered = new double[depth + 1][];
        for (int at = 0; at <= depth; at++)
        {
            int width = _tree.Width(at);
            _gathered[at] = at == 0 ? [] : new double[width * width];
            if (at < depth)
            {
                int rows = _tree.Levels(at) * _tree.Effects(at);
                _taken[at] = new double[rows * (width + _tree.Effects(at))];
                _left[at] = new double[rows * width];
                _modes[at] = new double[rows];
            }
        }

        _covariances = Array.ConvertAll(products.Factors, static factor => new double[(long)factor.LevelCount * factor.EffectCount * factor.EffectCount]);
        _row = new double[Enumerable.Range(0, depth).Max(at => _tree.Width(at) + _tree.Effects(at))];
        _fixedEffectsCovariance = new double[_tree.Rank * _tree.Rank];
        _estimates = new LevelEstimates(this);
    }

    /// <inheritdoc/>
    public override double Operations => _plan.Operations;

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> FixedEffects => _estimates.Beta;

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> FixedEffectsCovariance => _fixedEffectsCovariance;

    /// <summary>The levels.</summary>
    public LevelTree Tree => _tree;

    /// <summary>Λ by grouping factor at the last factorisation.</summary>
    public double[][] Lambda => _lambda;

    /// <summary>[R<sub>X</sub> R<sub>Xy</sub>; 0 r], upper triangular.</summary>
    public ReadOnlySpan<double> Root => _gathered[_tree.Depth];

    /// <summary>The distance between the rows of <see cref="Taken"/>.</summary>
    public int TakenStride(int depth) => _tree.Width(depth) + _tree.Effects(depth);

    /// <summary>What a level takes up: effects × [own columns, those above, own columns before Λ].</summary>
    public ReadOnlySpan<double> Taken(int depth, int level)
    {
        int size = _tree.Effects(depth) * TakenStride(depth);
        return _taken[depth].AsSpan(level * size, size);
    }

    /// <summary>What a level leaves: effects × [columns above, own columns before Λ].</summary>
    public ReadOnlySpan<double> Left(int depth, int level)
    {
        int size = _tree.Effects(depth) * _tree.Width(depth);
        return _left[depth].AsSpan(level * size, size);
    }

    /// <summary>b of a level.</summary>
    public Span<double> LevelModes(int depth, int level) => _modes[depth].AsSpan(level * _tree.Effects(depth), _tree.Effects(depth));

    /// <inheritdoc/>
    protected override bool TryFactor(double[][] lambda)
    {
        _lambda = lambda;
        _logSum = 0;
        Collect(_tree.Depth, 0);
        LogDeterminant = 2 * _logSum;
        int width = _tree.Rank + 1;
        double fixedSum = 0;
        for (int column = 0; column < _tree.Rank; column++)
        {
            fixedSum += Math.Log(Root[(column * width) + column]);
        }

        FixedLogDeterminant = 2 * fixedSum;
        double last = Root[^1];
        ResidualSumOfSquares = last * last;
        return double.IsFinite(LogDeterminant) && double.IsFinite(FixedLogDeterminant) && ResidualSumOfSquares > 0 && double.IsFinite(ResidualSumOfSquares);
    }

    /// <inheritdoc/>
    protected override void Differentiate(bool withFixedEffects, FactorSums[] sums)
    {
        _estimates.Solve(_fixedEffectsCovariance);
        for (int depth = _tree.Depth - 1; depth >= 0; depth--)
        {
            for (int level = 0; level < _tree.Levels(depth); level++)
            {
                _workers.CancellationToken.ThrowIfCancellationRequested();
                _estimates.Differentiate(depth, level, withFixedEffects, sums);
            }

            foreach (TailSegment segment in _tree.Segments(depth))
            {
                sums[segment.Factor].FormDeterminantSlope(_lambda[segment.Factor]);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Keep(bool withFixedEffects, FactorSums[] sums)
    {
        for (int depth = 0; depth < _tree.Depth; depth++)
        {
            for (int level = 0; level < _tree.Levels(depth); level++)
            {
                _workers.CancellationToken.ThrowIfCancellationRequested();
                foreach (TailSegment segment in _tree.Segments(depth))
                {
                    int size = segment.EffectCount * segment.EffectCount;
                    for (int own = 0; own < segment.LevelCount; own++)
                    {
                        int place = depth < _tree.HeadCount ? level : own;
                        _estimates.Covariance(depth, level, segment.First + (own * segment.EffectCount), _covariances[segment.Factor].AsSpan(place * size, size), segment.EffectCount);
                    }
                }
            }
        }
    }

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> Modes(int factor)
    {
        (int depth, TailSegment segment) = Place(factor);
        return depth < _tree.HeadCount ? _modes[depth] : _modes[depth].AsSpan(segment.First..segment.End);
    }

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> Covariances(int factor) => _covariances[factor];

    /// <inheritdoc/>
    /// <remarks>The cross-products give the coordinates; the values are those of the rows.</remarks>
    protected override void Read(CrossProducts products)
    {
        int[] factors = [.. _plan.Order.Heads, .. _plan.Order.Tail];
        _reduced.Form(_plan.Rows.Read(products, factors), _plan.Order.Tail.Sum(factor => products.Factors[factor].EffectCount), _workers.CancellationToken);
    }

    /// <inheritdoc/>
    protected override void ReadResponse(CrossProducts products) => Read(products);

    // Gathers the rows that the levels below leave, and takes up this level's effects.
    private void Collect(int depth, int level)
    {
        ReadOnlySpan<double> rows = depth == 0 ? _reduced.Inner(level) : _gathered[depth];
        if (depth == 1)
        {
            _reduced.Outer(level).CopyTo(_gathered[depth]);
        }
        else if (depth > 1)
        {
            Array.Clear(_gathered[depth]);
        }

        if (depth > 0)
        {
            foreach (int child in _tree.Children(depth, level))
            {
                Collect(depth - 1, child);
            }
        }

        if (depth < _tree.Depth)
        {
            TakeUp(depth, level, rows);
        }
    }

    private void TakeUp(int depth, int level, ReadOnlySpan<double> rows)
    {
        int k = _tree.Effects(depth);
        int width = _tree.Width(depth);
        int stride = TakenStride(depth);
        int above = width - k;
        Span<double> own = _taken[depth].AsSpan(level * k * stride, k * stride);
        Span<double> over = _left[depth].AsSpan(level * k * width, k * width);
        own.Clear();
        for (int effect = 0; effect < k; effect++)
        {
            own[(effect * stride) + effect] = 1;
        }

        Span<double> values = _row.AsSpan(0, stride);
        for (int index = 0; index < rows.Length / width; index++)
        {
            ReadOnlySpan<double> source = rows.Slice(index * width, width);
            source.CopyTo(values);
            if (index < k)
            {
                source[..k].CopyTo(values[width..]);
                _tree.Multiply(depth, _lambda, values[..k]);
                PlaneRotations.Absorb(own, stride, k, values);
                values[k..].CopyTo(over.Slice(index * width, width));
            }

            PlaneRotations.Absorb(_gathered[depth + 1], above, above, values.Slice(k, above));
        }

        for (int effect = 0; effect < k; effect++)
        {
            _logSum += Math.Log(own[(effect * stride) + effect]);
        }
    }

    private (int Depth, TailSegment Segment) Place(int factor)
    {
        for (int depth = 0; depth < _tree.Depth; depth++)
        {
            foreach (TailSegment segment in _tree.Segments(depth))
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
