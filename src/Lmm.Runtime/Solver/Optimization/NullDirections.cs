using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Which directions of the terms' Σ = ΛΛᵀ have no variance at the optimum: judged by the derivative γ = v'Γv, Γ = ∂f/∂Σ, of the criterion along a
/// variance in the direction v, and by the expected second derivative h = Σ(v'Rv)² over the levels. The variance wants to move by −γ/h and gains
/// γ²/2h by it.
/// </summary>
internal sealed class NullDirections
{
    /// <summary>Below this a gain is not worth the evaluations that look for it.</summary>
    private const double Negligible = 1e-14;

    /// <summary>The rounding of the criterion, relative to it: what is gained by less cannot be seen in its values.</summary>
    private const double Rounding = 1e-11;

    /// <summary>A variance that the criterion does not notice is left for the search to decide.</summary>
    private const double Unnoticed = 1e-7;

    /// <summary>A variance that changes the criterion by less than this, when it is as large as the residual one in the mean of a level, is not determined.</summary>
    private const double FlatChange = 1e-6;

    /// <summary>A variance that is given back is divided by four down to this share of what the slope promises: below, there is no gain to be had.</summary>
    private const double SmallestRaise = 1e-4;

    private readonly Criterion _criterion;
    private readonly IScoredCriterion _scored;
    private readonly TermAxes[] _axes;
    private readonly SlopeProbe _probe;
    private readonly SymmetricEigen?[] _eigens;
    private readonly double[] _direction;
    private readonly double[] _effects;
    private readonly double[] _scaled;
    private readonly double[] _scale;
    private readonly double[] _best;
    private readonly bool[] _isFlat;

    public NullDirections(Criterion criterion, IScoredCriterion scored, TermAxes[] axes)
    {
        _criterion = criterion;
        _scored = scored;
        _axes = axes;
        _probe = new SlopeProbe(criterion, scored, axes);
        int most = axes.Max(static term => term.EffectCount);
        _eigens = new SymmetricEigen?[most + 1];
        _direction = new double[most];
        _scale = new double[most];
        _best = new double[most];
        _effects = new double[scored.Products.Terms.Max(term => scored.Sums(term.Factor).EffectCount)];
        _scaled = new double[most * most];
        _isFlat = new bool[axes.Length];
    }

    /// <summary>
    /// At the point of the axes, guesses the ranks at the optimum: directions whose variance wants to be negative go, from the smallest on.
    /// False when the criterion has no value there.
    /// </summary>
    public bool TryGuess(Span<int> ranks)
    {
        if (!_probe.TryProbe())
        {
            return false;
        }

        for (int index = 0; index < _axes.Length; index++)
        {
            TermAxes term = _axes[index];
            _probe.Read(index);
            int rank = term.EffectCount;
            for (; rank > 0 && term.Structure.HasFaces; rank--)
            {
                int axis = rank - 1;
                double variance = _probe.Probed(index, axis) * _probe.Probed(index, axis);
                SetDirection(axis);
                double excess = _probe.Slope[(axis * term.EffectCount) + axis] - (variance * Information(index));
                if (!(excess > 0) || (_probe.Probed(index, axis) > Vanishing(index) && variance * excess < Unnoticed))
                {
                    break;
                }
            }

            ranks[index] = rank;
        }

        return true;
    }

    /// <summary>After <see cref="Release"/>, whether a term has an axis without variance along which the criterion is flat.</summary>
    public bool IsFlat(int term) => _isFlat[term];

    /// <summary>Below this a standard deviation of a term has run into zero, as far as the last gradient's precisions tell.</summary>
    public double Vanishing(int term) => _probe.Vanishing(term);

    /// <summary>
    /// Looks for the direction without variance along which the criterion falls most, and gives it the variance that seems best. Returns the
    /// term, −1 where no variance lowers the criterion, and the gain that was to be had; zero where that is rounding.
    /// </summary>
    public (int Term, double Gain) Release(double value)
    {
        if (!_probe.TryProbe())
        {
            return (-1, 0);
        }

        double most = Negligible;
        double variance = 0;
        int chosen = -1;
        for (int index = 0; index < _axes.Length; index++)
        {
            int rank = _axes[index].Rank;
            _probe.Read(index);
            _isFlat[index] = HasFlatAxis(index, rank);
            if (rank == _axes[index].EffectCount || !TryLeast(index, rank, out double fall))
            {
                continue;
            }

            double information = Information(index);
            double gain = fall * fall / (2 * information);
            if (gain > most)
            {
                (most, variance, chosen) = (gain, fall / information, index);
                _direction.AsSpan(rank, _axes[index].EffectCount - rank).CopyTo(_best);
            }
        }

        if (chosen < 0)
        {
            return (-1, 0);
        }

        bool isRaised = TryRaise(chosen, variance, value);
        return (isRaised ? chosen : -1, isRaised || most > Rounding * (1 + Math.Abs(value)) ? most : 0);
    }

    // Gives the direction found a variance that lowers the value.
    private bool TryRaise(int index, double variance, double value)
    {
        TermAxes term = _axes[index];
        int rank = term.Rank;
        term.Raise(_best.AsSpan(0, term.EffectCount - rank), 1);
        double least = value;
        double size = 0;
        for (double factor = 1; factor > SmallestRaise; factor /= 4)
        {
            term.Sizes[rank] = Math.Sqrt(factor * variance);
            double reached = _probe.Value();
            if (reached < least)
            {
                (least, size) = (reached, term.Sizes[rank]);
            }
            else if (size > 0)
            {
                break;
            }
        }

        term.Sizes[rank] = size;
        return size > 0;
    }

    private void SetDirection(int axis)
    {
        Array.Clear(_direction);
        _direction[axis] = 1;
    }

    // Σ(v'Rv)² over the levels for the present direction over a term's axes.
    private double Information(int index)
    {
        TermAxes axes = _axes[index];
        RandomTermLayout term = _scored.Products.Terms[index];
        int k = axes.EffectCount;
        Array.Clear(_effects);
        for (int effect = 0; effect < k; effect++)
        {
            _effects[term.Offset + effect] = LevelBlock.Dot(axes.Axes.AsSpan(effect * k, k), _direction);
        }

        return _scored.Sums(term.Factor).Information(_effects);
    }

    // Whether a variance along one of the axes without any would change nothing, neither at once nor when it grew.
    private bool HasFlatAxis(int index, int rank)
    {
        int k = _axes[index].EffectCount;
        bool isFound = false;
        for (int axis = rank; axis < k && !isFound; axis++)
        {
            SetDirection(axis);
            double size = _criterion.TermSize(index);
            double variance = size * size;
            isFound = Math.Abs(_probe.Slope[(axis * k) + axis]) * variance < FlatChange && Information(index) * variance * variance < FlatChange;
        }

        return isFound;
    }

    // The direction without variance in which the criterion falls most, in units of its expected curvature; false where it falls in none.
    private bool TryLeast(int index, int rank, out double fall)
    {
        int k = _axes[index].EffectCount;
        int count = k - rank;
        for (int axis = 0; axis < count; axis++)
        {
            SetDirection(rank + axis);
            double information = Information(index);
            _scale[axis] = information > 0 ? 1 / Math.Sqrt(Math.Sqrt(information)) : 0;
        }

        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                _scaled[(row * count) + column] = _probe.Slope[((rank + row) * k) + rank + column] * _scale[row] * _scale[column];
            }
        }

        SymmetricEigen eigen = _eigens[count] ??= new SymmetricEigen(count);
        eigen.Decompose(_scaled);
        Array.Clear(_direction);
        double squares = 0;
        for (int axis = 0; axis < count; axis++)
        {
            _direction[rank + axis] = eigen.Vectors[axis] * _scale[axis];
            squares += _direction[rank + axis] * _direction[rank + axis];
        }

        double length = Math.Sqrt(squares);
        for (int axis = 0; axis < count; axis++)
        {
            _direction[rank + axis] /= length;
        }

        fall = -eigen.Values[0] / squares;
        return fall > 0 && double.IsFinite(length) && length > 0;
    }
}
