using Lmm.Covariance;
using Lmm.Kernels;

namespace Lmm.Solver.Optimization;

/// <summary>The best minimum that earlier searches have found: a search from elsewhere is given up where it comes back to it, or can no longer reach below it.</summary>
internal sealed class KnownMinimum(ParameterLayout<ICovarianceParameterization> layout)
{
    /// <summary>Where less is predicted to be gained the quadratic model is to be trusted, to within <see cref="Optimism"/>.</summary>
    private const double NearMinimum = 0.1;

    /// <summary>What a search is allowed to gain, in multiples of the prediction.</summary>
    private const double Optimism = 50;

    /// <summary>The share of Σ within which two points are taken to have one minimum, when their values are about equal too.</summary>
    private const double SamePlace = 0.03;

    /// <summary>The difference of values within which they are about equal.</summary>
    private const double SameValue = 0.02;

    /// <summary>Below this share of σ² differences of variances do not count.</summary>
    private const double NoVariance = 1e-4;

    private readonly double[] _theta = new double[layout.Count];
    private readonly double[] _known = new double[layout.Owners.Max(static structure => structure.EffectCount * structure.EffectCount)];
    private readonly double[] _reached = new double[layout.Owners.Max(static structure => structure.EffectCount * structure.EffectCount)];
    private bool _isMinimum;

    /// <summary>The value that a search must reach below.</summary>
    public double Goal { get; private set; } = double.PositiveInfinity;

    /// <summary>Takes a point; a goal above its value, where it is not known to be a minimum.</summary>
    public void Take(ReadOnlySpan<double> point, double goal, bool minimum)
    {
        point.CopyTo(_theta);
        (Goal, _isMinimum) = (goal, minimum);
    }

    /// <summary>Whether a search that stands at a point, with so much predicted to be gained, can be given up.</summary>
    public bool IsEnough(ReadOnlySpan<double> point, double value, double decrease)
        => (decrease < NearMinimum && value - (Optimism * decrease) > Goal) || (_isMinimum && Math.Abs(value - Goal) < SameValue && IsHere(point));

    private bool IsHere(ReadOnlySpan<double> point)
    {
        for (int term = 0; term < layout.TermCount; term++)
        {
            ICovarianceParameterization structure = layout.Owners[term];
            structure.Factor(layout[term].Of(_theta), _known);
            structure.Factor(layout[term].Of(point), _reached);
            if (!IsSame(structure.EffectCount))
            {
                return false;
            }
        }

        return true;
    }

    // Σ = ΛΛᵀ of both, entry by entry.
    private bool IsSame(int k)
    {
        double gap = 0;
        double size = 0;
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double one = LevelBlock.Dot(_known.AsSpan(row * k, column + 1), _known.AsSpan(column * k, column + 1));
                double two = LevelBlock.Dot(_reached.AsSpan(row * k, column + 1), _reached.AsSpan(column * k, column + 1));
                gap = Math.Max(gap, Math.Abs(one - two));
                size = Math.Max(size, Math.Abs(one));
            }
        }

        return gap <= SamePlace * Math.Max(size, NoVariance);
    }
}
