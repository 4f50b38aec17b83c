using Lmm.Covariance;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>A chart with the storage of a search in it: quasi-Newton steps, then Newton's.</summary>
internal sealed class ChartSearch
{
    private readonly StructuredQuasiNewton? _search;
    private readonly Polish? _polish;
    private readonly SearchPoint _start;
    private readonly int _maximumEvaluations;

    public ChartSearch(Criterion criterion, IScoredCriterion scored, TermAxes[] axes, ReadOnlySpan<int> ranks, int maximumEvaluations)
    {
        _maximumEvaluations = maximumEvaluations;
        Chart = new CovarianceChart(criterion, scored, axes, ranks);
        _start = new SearchPoint(Chart);
        if (Chart.ParameterCount > 0)
        {
            _search = new StructuredQuasiNewton(Chart);
            _polish = Optimization.Polish.For(Chart, maximumEvaluations);
        }
    }

    /// <summary>The chart; its θ is that of the point reached.</summary>
    public CovarianceChart Chart { get; }

    /// <summary>The value reached; infinite when the start has none.</summary>
    public double Value { get; private set; }

    /// <summary>The Newton decrement there, on this face; infinite before <see cref="Polish"/>.</summary>
    public double Decrement { get; private set; }

    /// <summary>Searches from the point that the axes are of, until the decrease predicted falls below the tolerance.</summary>
    public void Minimize(double tolerance)
    {
        Decrement = double.PositiveInfinity;
        Chart.Origin(_start.Theta);
        _start.MoveTo(_start.Theta);
        if (_search is null)
        {
            Value = Chart.Value(_start.Theta);
            return;
        }

        _search.Minimize(_start, tolerance, _maximumEvaluations);
        Value = _search.Value;
        Chart.MoveTo(_search.Point);
    }

    /// <summary>Takes the point that <see cref="Minimize"/> reached to full precision.</summary>
    public void Polish(int maximumSteps)
    {
        if (_search is null || _polish is null)
        {
            Decrement = 0;
            return;
        }

        _polish.Run(_search.Point, _search.Value, _search.Gradient, _search.Curvature, maximumSteps);
        (Value, Decrement) = (_polish.Value, _polish.Decrement);
        Chart.MoveTo(_polish.Point);
    }

    /// <summary>After <see cref="Polish"/>, finds the directions in which the criterion is flat on this face.</summary>
    public void ReadFlat(FlatDirections flat)
    {
        flat.Clear();
        if (_polish is not null)
        {
            flat.Read(_polish, Chart.Layout);
        }
    }
}
