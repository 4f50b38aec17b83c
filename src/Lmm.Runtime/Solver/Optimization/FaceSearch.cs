using Lmm.Covariance;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Ends a search where some Σ = ΛΛᵀ is singular or nearly so: on the face of the covariance matrices of that rank, in charts about the axes of Σ.
/// Directions without variance are taken out, the point is polished on the face, and a direction in which the criterion falls away from
/// the face is put back (an active-set method).
/// </summary>
internal sealed class FaceSearch
{
    private const int MostRounds = 12;

    /// <summary>The share of the criterion's value that decides nothing.</summary>
    private const double RoundingShare = 1e-10;

    private readonly Criterion _criterion;
    private readonly IScoredCriterion _scored;
    private readonly int _maximumEvaluations;
    private readonly TermAxes[] _axes;
    private readonly int[] _ranks;
    private readonly bool[] _isReleased;
    private readonly NullDirections _directions;
    private readonly List<(int[] Ranks, ChartSearch Search)> _searches = [];
    private readonly double[] _theta;

    /// <summary>Makes room for searches.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="scored">What it knows of variances.</param>
    /// <param name="axes">The terms' axes, which are moved.</param>
    /// <param name="maximumEvaluations">The evaluations that a minimisation may spend.</param>
    public FaceSearch(Criterion criterion, IScoredCriterion scored, TermAxes[] axes, int maximumEvaluations)
    {
        _criterion = criterion;
        _scored = scored;
        _axes = axes;
        _maximumEvaluations = maximumEvaluations;
        _ranks = new int[axes.Length];
        _isReleased = new bool[axes.Length];
        _directions = new NullDirections(criterion, scored, axes);
        _theta = new double[criterion.ParameterCount];
        Flat = new FlatDirections(criterion);
    }

    /// <summary>θ at the end.</summary>
    public ReadOnlySpan<double> Theta => _theta;

    /// <summary>The value there.</summary>
    public double Value { get; private set; }

    /// <summary>The Newton decrement there, of the face and of the directions that leave it.</summary>
    public double Decrement { get; private set; }

    /// <summary>The directions on the face in which the criterion is flat there.</summary>
    public FlatDirections Flat { get; }

    /// <summary>Searches from a point with a value.</summary>
    public void Run(ReadOnlySpan<double> point, double value)
    {
        TermAxes.MoveTo(_axes, _criterion.Layout, point);
        Keep(point, value, double.PositiveInfinity);
        Array.Clear(_isReleased);
        Flat.Clear();
        bool isGuessed = _directions.TryGuess(_ranks);
        if (!isGuessed)
        {
            AllDirections();
        }

        for (int round = 0; round < MostRounds && _criterion.Evaluations < _maximumEvaluations; round++)
        {
            ChartSearch search = Search();
            search.Minimize(CovarianceOptimizer.Tolerance(search.Chart));
            search.Polish(CovarianceOptimizer.MostNewtonSteps);
            if (!(search.Value <= Value + Rounding(Value)))
            {
                if (!isGuessed)
                {
                    return;
                }

                // Taking directions out led uphill: start again with all of them.
                isGuessed = false;
                TermAxes.MoveTo(_axes, _criterion.Layout, _theta);
                AllDirections();
                continue;
            }

            isGuessed = false;
            Keep(search.Chart.Theta, search.Value, search.Decrement);
            search.ReadFlat(Flat);
            TermAxes.MoveTo(_axes, _criterion.Layout, _theta);
            if (TryTruncate())
            {
                // Only once nothing is to be taken out does the decrement stand for the directions that leave the face too.
                Decrement = double.PositiveInfinity;
                continue;
            }

            (int released, double gain) = _directions.Release(Value);
            Decrement = Math.Max(Decrement, gain);
            if (released < 0)
            {
                for (int term = 0; term < _axes.Length; term++)
                {
                    if (_directions.IsFlat(term))
                    {
                        Flat.Add(term, _axes.Length);
                    }
                }

                return;
            }

            _ranks[released]++;
            _isReleased[released] = true;
        }
    }

    private static double Rounding(double value) => RoundingShare * (1 + Math.Abs(value));

    // The chart for the present ranks, about the present axes.
    private ChartSearch Search()
    {
        for (int term = 0; term < _axes.Length; term++)
        {
            _axes[term].Truncate(_ranks[term]);
        }

        foreach ((int[] ranks, ChartSearch known) in _searches)
        {
            if (ranks.AsSpan().SequenceEqual(_ranks))
            {
                return known;
            }
        }

        var search = new ChartSearch(_criterion, _scored, _axes, _ranks, _maximumEvaluations);
        _searches.Add(([.. _ranks], search));
        return search;
    }

    private void Keep(ReadOnlySpan<double> point, double value, double decrement)
    {
        point.CopyTo(_theta);
        (Value, Decrement) = (value, decrement);
    }

    private void AllDirections()
    {
        for (int term = 0; term < _axes.Length; term++)
        {
            _ranks[term] = _axes[term].EffectCount;
        }
    }

    // Takes out directions that have run into zero; those of a term of which one was put back are left alone.
    private bool TryTruncate()
    {
        bool isFound = false;
        for (int term = 0; term < _axes.Length; term++)
        {
            int rank = Math.Min(_ranks[term], _axes[term].Rank);
            while (!_isReleased[term] && _axes[term].Structure.HasFaces && rank > 0 && _axes[term].Sizes[rank - 1] < _directions.Vanishing(term))
            {
                rank--;
            }

            isFound |= rank < _ranks[term];
            _ranks[term] = rank;
        }

        return isFound;
    }
}
