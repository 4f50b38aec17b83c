using Lmm.Formula.Binding;
using Lmm.Formula.Plan;
using Lmm.Prediction;
using Lmm.Variables;

namespace Lmm.Means;

/// <summary>
/// What marginal means average over: the variables of the fixed effects with their levels, and the rows of X that go with them. A factor has its fitted levels, a
/// covariate its mean over the fitted rows; numbers of no more than two values, as indicators are, have both, as in emmeans.
/// </summary>
/// <remarks>Source: Searle, Speed and Milliken, The American Statistician 34(4), 1980; Lenth, J. Stat. Softw. 69(1), 2016.</remarks>
internal sealed class ReferenceGrid
{
    private const int MostKept = 2;

    private readonly int[]? _fitted;

    private ReferenceGrid(string model, FixedEffectsRows rows, IReadOnlyList<GridVariable> variables, GridCell[] cells, int[]? fitted)
    {
        Model = model;
        Rows = rows;
        Variables = variables;
        Cells = cells;
        _fitted = fitted;
        RowCount = cells.Sum(static cell => cell.Count);
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The rows of X.</summary>
    public FixedEffectsRows Rows { get; }

    /// <summary>The variables, parents before what is nested in them.</summary>
    public IReadOnlyList<GridVariable> Variables { get; }

    /// <summary>The combinations of levels that fitted rows with a weight have.</summary>
    public IReadOnlyList<GridCell> Cells { get; }

    /// <summary>The number of fitted rows that have a weight.</summary>
    public long RowCount { get; }

    /// <summary>The fitted rows that have a weight.</summary>
    /// <exception cref="ModelException">They are not there.</exception>
    public int[] Fitted => _fitted
        ?? throw new ModelException(Model, LmmErrorCode.NotAvailable, "averages over the rows need the rows, which a fit that was saved does not hold; fit the model to its rows, or average in proportion to the rows of each combination of levels.");

    /// <summary>Lays out the grid of a model that was fitted.</summary>
    public static ReferenceGrid Of(ModelSpec spec, ModelDesign design)
    {
        int[] fitted = design.ObservedRows ?? [.. Enumerable.Range(0, design.Rows.RowCount)];
        return Of(spec, design.Rows, RowPlan.FixedEffectsOf(spec, design.Rows), fitted, counts: null);
    }

    /// <summary>Lays out the grid of a model that was fitted to rows that stand for others; it is the one of these, without rows.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="represented">The rows.</param>
    /// <param name="taught">What they have taught.</param>
    /// <exception cref="ModelException">A number that was summed has two values, which are averaged over where rows are known.</exception>
    public static ReferenceGrid OfRepresented(ModelSpec spec, CompleteCases represented, CompleteCases taught)
    {
        int[] cells = [.. Enumerable.Range(0, represented.RowCount).Where(row => represented.Represented!.Counts[row] > 0)];
        return Of(spec, represented, RowPlan.FixedEffectsOf(spec, taught), cells, [.. cells.Select(row => represented.Represented!.Counts[row])]);
    }

    private static ReferenceGrid Of(ModelSpec spec, CompleteCases cases, FixedEffectsRows rows, int[] fitted, long[]? counts)
    {
        FixedVariables used = new(spec);
        Dictionary<int, GridVariable> variables = used.All.ToDictionary(static variable => variable, variable => Variable(spec, used, variable, rows, cases, fitted, counts));
        foreach ((int variable, GridVariable own) in variables)
        {
            own.Interacting = [.. used.Beside(variable).Select(other => variables[other].Name)];
            own.Parents = own.IsDiscrete ? [.. used.ParentsOf(variable).Select(parent => variables[parent].Name)] : [];
        }

        GridVariable[] ordered = [.. variables.Values.OrderBy(static variable => variable.Parents.Count)];
        return new ReferenceGrid(cases.ModelName, rows, ordered, GridCell.Of(ordered, fitted, counts), counts is null ? fitted : null);
    }

    /// <summary>The grid of a model that was fitted elsewhere, without rows.</summary>
    public static ReferenceGrid Without(string model, FixedEffectsRows rows, GridVariable[] variables, GridCell[] cells) => new(model, rows, variables, cells, fitted: null);

    /// <summary>The variable of that name; null for none.</summary>
    public GridVariable? Find(string name) => Variables.FirstOrDefault(variable => variable.Name == name);

    private static GridVariable Variable(ModelSpec spec, FixedVariables used, int variable, FixedEffectsRows rows, CompleteCases cases, int[] fitted, long[]? counts)
    {
        string name = spec.Variables[variable].Name;
        int numberPlace = used.IsNumber(variable) ? Array.IndexOf(rows.Variables, name) : -1;
        if (cases.Represented is { } represented && represented.Covariates.TryGetValue(name, out double[]? known))
        {
            return Summed(cases.ModelName, name, numberPlace, known);
        }

        double[] numbers = numberPlace < 0 ? [] : cases.Numeric(name).Values;
        if (used.IsFactor(variable))
        {
            FactorColumn factor = cases.Factor(name);
            int[] codes = factor.Codes;
            return new GridVariable
            {
                Name = name,
                NumberPlace = numberPlace,
                CodePlace = Array.FindIndex(rows.Factors, entry => entry.Name == name),
                IsDiscrete = true,
                Labels = factor.Levels,
                Values = [.. factor.Levels.Select((_, level) => numberPlace < 0 ? double.NaN : numbers[Array.IndexOf(codes, level)])],
                LevelOfRow = codes,
                NumberOfRow = numbers,
            };
        }

        double[] values = [.. fitted.Select(row => numbers[row] + 0.0).Distinct().Order().Take(used.IsOfLevels(variable) ? int.MaxValue : MostKept + 1)];
        bool isDiscrete = used.IsOfLevels(variable) || values.Length <= MostKept;
        double[] kept = isDiscrete ? values : [Mean(numbers, fitted, counts)];
        return new GridVariable
        {
            Name = name,
            NumberPlace = numberPlace,
            CodePlace = -1,
            IsDiscrete = isDiscrete,
            Labels = Array.ConvertAll(kept, LevelLabel.Of),
            Values = kept,
            LevelOfRow = isDiscrete ? [.. numbers.Select(number => Array.BinarySearch(kept, number + 0.0))] : [],
            NumberOfRow = numbers,
        };
    }

    // A number that was summed has a mean.
    private static GridVariable Summed(string model, string name, int place, double[] values) => values.Length == 0
        ? throw new ModelException(model, LmmErrorCode.NotAvailable, $"{name} has two values, which means average over, and it was summed, so that nobody knows which rows have which; fit the model by DatabaseStrategy.Compression, or make {name} a factor.")
        : new GridVariable { Name = name, NumberPlace = place, CodePlace = -1, IsDiscrete = false, Labels = Array.ConvertAll(values, LevelLabel.Of), Values = values, LevelOfRow = [], NumberOfRow = [] };

    private static double Mean(double[] numbers, int[] rows, long[]? counts)
    {
        double total = counts?.Sum(static count => (double)count) ?? rows.Length;
        double mean = Sum(static number => number) / total;
        return mean + (Sum(number => number - mean) / total);

        double Sum(Func<double, double> value) => rows.Select((row, place) => value(numbers[row]) * (counts is null ? 1 : counts[place])).Sum();
    }
}
