namespace Lmm.Solver;

/// <summary>
/// Ends a search where some Σ = ΛΛᵀ is singular or nearly so: on the face of the covariance matrices of that rank, in charts about the axes of Σ.
/// Directions without variance are taken out, the point is polished on the face, and a direction in which the criterion falls away from
/// the face is put back (an active-set method).
/// </summary>
internal sealed class FaceSearch
{
    private const int MostRounds = 12;

    private readonly ProfiledCriterion criterion;
    private readonly int maximumEvaluations;
    private readonly TermAxes[] axes;
    private readonly int[] ranks;
    private readonly bool[] isReleased;
    private readonly NullDirections directions;
    private readonly Dictionary<long, ChartSearch> searches = [];
    private readonly double[] theta;

    /// <summary>Makes room for searches.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="axes">The terms' axes, which are moved.</param>
    /// <param name="maximumEvaluations">The evaluations that a minimisation may spend.</param>
    public FaceSearch(ProfiledCriterion criterion, TermAxes[] axes, int maximumEvaluations)
    {
        this.criterion = criterion;
        this.axes = axes;
        this.maximumEvaluations = maximumEvaluations;
        ranks = new int[axes.Length];
        isReleased = new bool[axes.Length];
        directions = new NullDirections(criterion, axes);
        theta = new double[criterion.ParameterCount];
        Flat = new FlatDirections(criterion);
    }

    /// <summary>θ at the end.</summary>
    public ReadOnlySpan<double> Theta => theta;

    /// <summary>The value there.</summary>
    public double Value { get; private set; }

    /// <summary>The Newton decrement there, of the face and of the directions that leave it.</summary>
    public double Decrement { get; private set; }

    /// <summary>The directions on the face in which the criterion is flat there.</summary>
    public FlatDirections Flat { get; }

    /// <summary>Searches from a point with a value.</summary>
    public void Run(ReadOnlySpan<double> point, double value)
    {
        TermAxes.MoveTo(axes, point);
        Keep(point, value, double.PositiveInfinity);
        Array.Clear(isReleased);
        Flat.Clear();
        bool isGuessed = directions.TryGuess(ranks);
        if (!isGuessed)
        {
            AllDirections();
        }

        for (int round = 0; round < MostRounds && criterion.Evaluations < maximumEvaluations; round++)
        {
            ChartSearch search = Search();
            search.Minimize(CovarianceOptimizer.SearchTolerance);
            search.Polish(CovarianceOptimizer.MostNewtonSteps);
            if (!(search.Value <= Value + Rounding(Value)))
            {
                if (!isGuessed)
                {
                    return;
                }

                // Taking directions out led uphill: start again with all of them.
                isGuessed = false;
                TermAxes.MoveTo(axes, theta);
                AllDirections();
                continue;
            }

            isGuessed = false;
            Keep(search.Chart.Theta, search.Value, search.Decrement);
            search.ReadFlat(Flat);
            TermAxes.MoveTo(axes, theta);
            if (TryTruncate())
            {
                continue;
            }

            (int released, double gain) = directions.Release(Value);
            Decrement = Math.Max(Decrement, gain);
            if (released < 0)
            {
                for (int term = 0; term < axes.Length; term++)
                {
                    if (directions.IsFlat(term))
                    {
                        Flat.Add(term, axes.Length);
                    }
                }

                return;
            }

            ranks[released]++;
            isReleased[released] = true;
        }
    }

    private static double Rounding(double value) => 1e-10 * (1 + Math.Abs(value));

    // The chart for the present ranks, about the present axes.
    private ChartSearch Search()
    {
        long key = 0;
        for (int term = 0; term < axes.Length; term++)
        {
            axes[term].Truncate(ranks[term]);
            key = (key * (axes[term].EffectCount + 1)) + ranks[term];
        }

        if (!searches.TryGetValue(key, out ChartSearch? search))
        {
            search = new ChartSearch(criterion, axes, ranks, maximumEvaluations);
            searches.Add(key, search);
        }

        return search;
    }

    private void Keep(ReadOnlySpan<double> point, double value, double decrement)
    {
        point.CopyTo(theta);
        (Value, Decrement) = (value, decrement);
    }

    private void AllDirections()
    {
        for (int term = 0; term < axes.Length; term++)
        {
            ranks[term] = axes[term].EffectCount;
        }
    }

    // Takes out directions that have run into zero; those of a term of which one was put back are left alone.
    private bool TryTruncate()
    {
        bool isFound = false;
        for (int term = 0; term < axes.Length; term++)
        {
            int rank = Math.Min(ranks[term], axes[term].Rank);
            while (!isReleased[term] && rank > 0 && axes[term].Sizes[rank - 1] < directions.Vanishing(term))
            {
                rank--;
            }

            isFound |= rank < ranks[term];
            ranks[term] = rank;
        }

        return isFound;
    }
}
