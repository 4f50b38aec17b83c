namespace Lmm.Solver.Profiles;

/// <summary>
/// Follows a profile from the estimate to where the deviance, minimised over all other parameters, lies above its minimum by a given rise. Each point starts
/// from the last one along the tangent; the rise's root, which is nearly linear in the parameter, is solved for by Newton's method within a bracket.
/// </summary>
internal sealed class ProfileFollower
{
    /// <summary>The share of the way from the estimate that the limit may still move; the next Newton step is its square.</summary>
    private const double Settled = 1e-6;

    /// <summary>The share of the parameter's size by which tangents are taken.</summary>
    private const double Step = 1e-4;

    /// <summary>The most that the way from the estimate grows by in one step.</summary>
    private const double MostGrowth = 3;

    /// <summary>The way, in standard errors, after which there is no limit.</summary>
    private const double Endless = 1e9;

    /// <summary>The share of the rise by which the deviance at the estimate may be too high, where sums have lost digits that the fit's rows had.</summary>
    private const double Lost = 1e-4;

    private const int MostPoints = 100;
    private const int MostFailures = 12;

    private readonly ProfileObjective _objective;
    private readonly ProfileMinimizer _minimizer;
    private readonly double _deviance;
    private readonly double _rise;
    private readonly double[] _last;
    private readonly double[] _tangent;
    private readonly double[] _start;
    private double _at;
    private double _size;

    /// <summary>Prepares to follow.</summary>
    /// <param name="objective">The deviance.</param>
    /// <param name="deviance">Its minimum.</param>
    /// <param name="rise">The rise at the limit.</param>
    public ProfileFollower(ProfileObjective objective, double deviance, double rise)
    {
        (_objective, _deviance, _rise) = (objective, deviance, rise);
        _minimizer = new ProfileMinimizer(objective);
        _last = new double[objective.Count];
        _tangent = new double[objective.Count];
        _start = new double[objective.Count];
    }

    /// <summary>Finds the limit on one side.</summary>
    /// <param name="side">1 for the upper limit, −1 for the lower one.</param>
    public ProfileLimit Find(int side)
    {
        double estimate = _objective.Estimate;
        double bound = side > 0 ? _objective.Greatest : _objective.Least;
        _size = _objective.Size;
        if (!_minimizer.TryRun(estimate, _minimizer.Point.AsSpan().ToArray()))
        {
            return new ProfileLimit(double.NaN, false, double.PositiveInfinity);
        }

        double lowest = _minimizer.Value;
        if (lowest > _deviance + (Lost * _rise))
        {
            return new ProfileLimit(double.NaN, false, lowest);
        }

        Keep(estimate, side);
        if (_minimizer.Curvature > 0)
        {
            _size = Math.Min(_size * 100, Math.Sqrt(2 / _minimizer.Curvature));
        }

        if (side * (estimate - bound) >= 0)
        {
            return new ProfileLimit(bound, true, lowest) { BoundaryRise = 0 };
        }

        double target = _deviance + _rise;
        double inside = estimate;
        double outside = double.NaN;
        double next = estimate + (side * _size * Math.Sqrt(_rise) / 2);
        int failures = 0;
        for (int round = 0; round < MostPoints; round++)
        {
            bool isBound = side * (next - bound) >= 0;
            next = isBound ? bound : next;
            if (!TryReach(next))
            {
                if (++failures > MostFailures)
                {
                    break;
                }

                next = (inside + next) / 2;
                continue;
            }

            double gap = _minimizer.Value - target;
            lowest = Math.Min(lowest, _minimizer.Value);
            if (gap < 0 && (isBound || Math.Abs(next - estimate) > Endless * _size))
            {
                return new ProfileLimit(isBound ? bound : side * double.PositiveInfinity, true, lowest) { BoundaryRise = Math.Max(0, _minimizer.Value - _deviance) };
            }

            if (gap < 0)
            {
                inside = next;
            }
            else
            {
                outside = next;
            }

            double root = Math.Sqrt(Math.Max(_minimizer.Value - _deviance, 0));
            double proposal = next + ((Math.Sqrt(_rise) - root) * 2 * root / _minimizer.Slope);
            if (Math.Abs(proposal - next) <= Settled * Math.Abs(next - estimate))
            {
                return new ProfileLimit(proposal, false, lowest);
            }

            Keep(next, side);
            next = Guarded(proposal, next, estimate, inside, outside, side);
            if (next == inside || next == outside)
            {
                return new ProfileLimit(next, false, lowest);
            }
        }

        return new ProfileLimit(double.NaN, false, lowest);
    }

    // Within the bracket; before there is one, further out.
    private static double Guarded(double proposal, double at, double estimate, double inside, double outside, int side)
    {
        if (double.IsNaN(outside))
        {
            double furthest = estimate + (MostGrowth * (at - estimate));
            return !double.IsFinite(proposal) || side * (proposal - at) <= 0 ? estimate + (2 * (at - estimate))
                : side * (proposal - furthest) > 0 ? furthest
                : proposal;
        }

        return side * (proposal - inside) > 0 && side * (outside - proposal) > 0 ? proposal : (inside + outside) / 2;
    }

    private void Keep(double at, int side)
    {
        _at = at;
        _minimizer.Point.CopyTo(_last, 0);
        _minimizer.Follow(Step * _size * side);
        _minimizer.Tangent.CopyTo(_tangent, 0);
    }

    private bool TryReach(double parameter)
    {
        for (int index = 0; index < _start.Length; index++)
        {
            _start[index] = _last[index] + ((parameter - _at) * _tangent[index]);
        }

        return _minimizer.TryRun(parameter, _start) || _minimizer.TryRun(parameter, _last);
    }
}
