using Lmm.Columns;
using Lmm.Crossing;
using Lmm.Formula.Binding;
using Lmm.Formula.Plan;
using Lmm.Kernels;
using Lmm.Variables;

namespace Lmm.Cells;

/// <summary>The keys of cells as the variables of rows that stand for them.</summary>
/// <param name="spec">The model.</param>
/// <param name="plan">How rows became cells.</param>
/// <param name="model">The model's name, for messages.</param>
/// <param name="cells">The cells.</param>
/// <param name="incomplete">Of rows that are in no cell, the values of the plan's learned keys, null where missing, and the number of rows that have them.</param>
/// <param name="summary">What is known of all rows.</param>
internal sealed class CellFrame(ModelSpec spec, CellPlan plan, string model, CellTable cells, IReadOnlyCollection<(object?[] Values, long Count)> incomplete, RowsSummary summary)
{
    private readonly CategoricalColumn?[] _factors = new CategoricalColumn?[plan.Keys.Count];

    /// <summary>
    /// The cells by the levels of the factor that has most, so that sums by its levels go through the rows as they lie in memory; null where they are in that order, or no factor is known.
    /// </summary>
    public int[]? Order()
        => _factors.OfType<CategoricalColumn>().MaxBy(static factor => factor.Levels.Count) is { } largest ? LevelOrder.Of(largest.Codes, largest.Levels.Count).Rows : null;

    /// <summary>Encodes the keys that are factors.</summary>
    public void Encode(Workers workers)
    {
        // Those that are factors alone once for a cell, and not for each of its rows, but where incomplete rows have values of them too.
        workers.Run(_factors.Length, place =>
        {
            ModelVariable variable = spec.Variables[plan.Keys[place]];
            if (incomplete.Count == 0 && !variable.Use.HasFlag(VariableUse.Numeric))
            {
                _factors[place] = cells.Key(place).Factor(variable.Declaration.Name, workers.CancellationToken);
            }
        });
    }

    /// <summary>Takes the steps of a design on rows that stand for the cells.</summary>
    /// <param name="cellOfRow">The cell of each row, those of one cell together; null for one row for each cell, in their order.</param>
    /// <param name="numbers">The values of the plan's numbers, by row; null for ones.</param>
    /// <param name="weights">The weights of the rows.</param>
    /// <param name="withResponse">False for rows whose responses are apart.</param>
    /// <param name="workers">What stops the work.</param>
    public CellDriver Drive(int[]? cellOfRow, double[]?[] numbers, double[] weights, bool withResponse, Workers workers)
    {
        var represented = new RepresentedRows(cells.RowCount, summary.Total - summary.Complete, cells.LogWeightSum, plan.HasWeights)
        {
            Count = () => Counts(cellOfRow),
            Covariates = plan.Covariates.Select((variable, place) => (spec.Variables[variable].Name, Values: ValuesOf(spec.Variables[variable].Name, summary.Covariates[place]))).ToDictionary(static pair => pair.Name, static pair => pair.Values),
            HasVaryingResponse = plan.HasResponse && cells.Varies(plan.Numbers.Count - 1),
        };
        ModelFrame frame = new(plan.Keys.Select((key, place) => Column(key, Rows(place))));
        CompleteCases complete = frame.SelectKeys(spec, plan.KeyVariables, weights.Length, represented, model, withResponse, workers.CancellationToken);
        var driver = new CellDriver(spec, plan, complete, numbers, weights);
        DesignPlan.Drive(spec, driver);
        return driver;

        FrameColumn Rows(int place) => _factors[place] is not { } factor
            ? cells.Key(place).Column(spec.Variables[plan.Keys[place]].Declaration.Name, cellOfRow ?? [.. Enumerable.Range(0, cells.Count)], Of(plan.Keys[place]), workers.CancellationToken)
            : cellOfRow is null ? factor : factor.Rows(cellOfRow);
    }

    // Of a cell, the first row stands for all.
    private long[] Counts(int[]? cellOfRow)
    {
        int rows = cellOfRow?.Length ?? cells.Count;
        var counts = new long[rows + incomplete.Count];
        for (int row = 0; row < rows; row++)
        {
            int cell = cellOfRow is null ? row : cellOfRow[row];
            counts[row] = row == 0 || cellOfRow is null || cell != cellOfRow[row - 1] ? cells.LearnedRowsOf(cell) : 0;
        }

        int next = rows;
        foreach ((_, long count) in incomplete)
        {
            counts[next++] = count;
        }

        return counts;
    }

    // What a reference grid averages over: the one value, the mean, or two values; then rows would have to be known.
    private double[] ValuesOf(string label, NumberSummary covariate)
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

    private object?[] Of(int key) => [.. incomplete.Select(row => ValueOf(row.Values, key))];

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
