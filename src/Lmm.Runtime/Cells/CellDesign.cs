using Lmm.Columns;
using Lmm.Crossing;
using Lmm.Design;
using Lmm.Formula.Binding;
using Lmm.Formula.Plan;
using Lmm.Kernels;
using Lmm.Variables;

namespace Lmm.Cells;

/// <summary>Forms the design of rows that have the sums of cells.</summary>
/// <param name="spec">The model.</param>
/// <param name="plan">How rows became cells.</param>
/// <param name="model">The model's name, for messages.</param>
internal sealed class CellDesign(ModelSpec spec, CellPlan plan, string model)
{
    /// <summary>Forms the design.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="incomplete">Of rows that are in no cell, the values of the plan's learned keys, null where missing, and the number of rows that have them.</param>
    /// <param name="summary">What is known of all rows.</param>
    /// <param name="workers">The threads, and what stops the work.</param>
    /// <param name="withResponse">False for rows whose responses are apart: the last number is none.</param>
    /// <exception cref="ModelException">The rows cannot be fitted.</exception>
    public RepresentedDesign Form(CellTable cells, IReadOnlyCollection<(object?[] Values, long Count)> incomplete, RowsSummary summary, Workers workers, bool withResponse = true)
    {
        // A response far from zero keeps its digits as long as it stays centred; a column of ones takes the centre up.
        double centre = plan.HasResponse && spec.FixedTerms.Any(static term => term.IsIntercept) ? cells.Units[^1].Centre : 0;
        CategoricalColumn?[] factors = Factors(cells, incomplete, workers);
        CellRows rows = CellRows.Of(cells, OrderBy(factors.OfType<CategoricalColumn>()), centre, workers);
        var represented = new RepresentedRows(cells.RowCount, summary.Total - summary.Complete, cells.LogWeightSum, plan.HasWeights)
        {
            Counts = Counts(cells, rows, incomplete),
            Covariates = plan.Covariates.Select((variable, place) => (spec.Variables[variable].Name, Values: ValuesOf(spec.Variables[variable].Name, summary.Covariates[place], cells))).ToDictionary(static pair => pair.Name, static pair => pair.Values),
        };
        ModelFrame frame = new(plan.Keys.Select((key, place) => Column(key, factors[place]?.Rows(rows.Cells) ?? cells.Key(place).Column(spec.Variables[key].Declaration.Name, rows.Cells, Of(incomplete, key), workers.CancellationToken))));
        CompleteCases complete = frame.SelectKeys(spec, plan.KeyVariables, rows.Cells.Length, represented, model, withResponse, workers.CancellationToken);
        var driver = new CellDriver(spec, plan, complete, rows.Numbers, rows.Weights);
        DesignPlan.Drive(spec, driver);
        return new RepresentedDesign(driver.Build(), centre);
    }

    // Of a cell, the first row stands for all.
    private static long[] Counts(CellTable cells, CellRows rows, IReadOnlyCollection<(object?[] Values, long Count)> incomplete)
    {
        var counts = new long[rows.Cells.Length + incomplete.Count];
        for (int place = 0; place < cells.Count; place++)
        {
            int first = rows.First[place];
            counts[first] = cells.LearnedRowsOf(rows.Cells[first]);
        }

        int next = rows.Cells.Length;
        foreach ((_, long count) in incomplete)
        {
            counts[next++] = count;
        }

        return counts;
    }

    // What a reference grid averages over: the one value, the mean, or two values; then rows would have to be known.
    private double[] ValuesOf(string label, NumberSummary covariate, CellTable cells)
    {
        string[] labels = [.. plan.Numbers.Take(plan.DesignNumbers).Select(static known => known.Label)];
        int number = Array.IndexOf(labels, label);
        return covariate.Least == covariate.Greatest ? [covariate.Least]
            : number >= 0 && cells.HasTwoValues(number, covariate) ? []
            : [covariate.Mean];
    }

    private object? ValueOf(object?[] learned, int key)
    {
        for (int place = 0; place < learned.Length; place++)
        {
            if (plan.Learned[place] == key)
            {
                return learned[place];
            }
        }

        return null;
    }

    // Keys that are factors alone are encoded once for a cell, and not for each of its rows; null for the others, and where incomplete rows have values of them too.
    private CategoricalColumn?[] Factors(CellTable cells, IReadOnlyCollection<(object?[] Values, long Count)> incomplete, Workers workers)
    {
        var factors = new CategoricalColumn?[plan.Keys.Count];
        workers.Run(factors.Length, place =>
        {
            ModelVariable variable = spec.Variables[plan.Keys[place]];
            if (incomplete.Count == 0 && !variable.Use.HasFlag(VariableUse.Numeric))
            {
                factors[place] = cells.Key(place).Factor(variable.Declaration.Name, workers.CancellationToken);
            }
        });
        return factors;
    }

    // By the levels of the factor that has most, so that sums by its levels go through the rows as they lie in memory; null where cells are in that order, or no factor is known.
    private static int[]? OrderBy(IEnumerable<CategoricalColumn> factors)
        => factors.MaxBy(static factor => factor.Levels.Count) is { } largest ? LevelOrder.Of(largest.Codes, largest.Levels.Count).Rows : null;

    private object?[] Of(IReadOnlyCollection<(object?[] Values, long Count)> incomplete, int key) => [.. incomplete.Select(row => ValueOf(row.Values, key))];

    private FrameColumn Column(int key, FrameColumn column)
    {
        VariableDeclaration declaration = spec.Variables[key].Declaration;
        if (declaration.Levels.Count == 0)
        {
            return declaration.IsFactor ? column.AsFactor() : column;
        }

        string[] undeclared = [.. column.AsFactor().Levels.Except(declaration.Levels)];
        return undeclared.Length == 0
            ? column.WithLevels(declaration.Levels)
            : throw new ModelException(model, LmmErrorCode.UnsuitableColumn, $"{spec.Variables[key].Name} has the values {LevelLabel.List(undeclared)}, which are none of its declared levels ({LevelLabel.List([.. declaration.Levels])}); declare the levels, or leave the rows out by a condition of the query.");
    }
}
