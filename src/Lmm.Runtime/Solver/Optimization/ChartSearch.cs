namespace Lmm.Solver;

/// <summary>A chart with the storage of a search in it: quasi-Newton steps, then Newton's.</summary>
internal sealed class ChartSearch
{
    private readonly StructuredQuasiNewton? search;
    private readonly NewtonPolish? polish;
    private readonly SearchPoint start;
    private readonly int maximumEvaluations;
    private readonly int[] parameterCounts;

    public ChartSearch(ProfiledCriterion criterion, TermAxes[] axes, ReadOnlySpan<int> ranks, int maximumEvaluations)
    {
        this.maximumEvaluations = maximumEvaluations;
        Chart = new CovarianceChart(criterion, axes, ranks);
        start = new SearchPoint(Chart.ParameterCount);
        parameterCounts = new int[axes.Length];
        for (int term = 0; term < axes.Length; term++)
        {
            parameterCounts[term] = Chart.Faces[term].ParameterCount;
        }

        if (Chart.ParameterCount > 0)
        {
            search = new StructuredQuasiNewton(Chart);
            polish = new NewtonPolish(Chart, maximumEvaluations);
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
        Chart.Origin(start.Theta);
        start.MoveTo(start.Theta);
        if (search is null)
        {
            Value = Chart.Value(start.Theta);
            return;
        }

        search.Minimize(start, tolerance, maximumEvaluations);
        Value = search.Value;
        Chart.MoveTo(search.Point);
    }

    /// <summary>Takes the point that <see cref="Minimize"/> reached to full precision.</summary>
    public void Polish(int maximumSteps)
    {
        if (search is null || polish is null)
        {
            Decrement = 0;
            return;
        }

        polish.Run(search.Point, search.Value, search.Gradient, search.Curvature, maximumSteps);
        (Value, Decrement) = (polish.Value, polish.Decrement);
        Chart.MoveTo(polish.Point);
    }

    /// <summary>After <see cref="Polish"/>, finds the directions in which the criterion is flat on this face.</summary>
    public void ReadFlat(FlatDirections flat)
    {
        flat.Clear();
        if (polish is not null)
        {
            flat.Read(polish, parameterCounts);
        }
    }
}
