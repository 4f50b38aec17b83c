using System.Globalization;
using Lmm.Cells;
using Lmm.Crossing;
using Lmm.Design;
using Lmm.Formula.Binding;

namespace Lmm.Streams;

/// <summary>Fits a mixed model to rows that come in chunks: each is summed to cells and forgotten, so that one pass does and memory grows with the cells alone.</summary>
internal sealed class StreamFit
{
    private readonly ModelSpec _spec;
    private readonly string _model;
    private readonly StreamOptions _options;
    private readonly CellPlan _plan;
    private readonly LearnedRows _incomplete = new();
    private RowsSummary _summary;
    private CellTable? _cells;

    /// <summary>Begins a fit without rows.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ModelException">Such models are not fitted to streams.</exception>
    public StreamFit(ModelSpec spec, string model, StreamOptions options)
    {
        (_spec, _model, _options) = (spec, model, options);
        if (spec.RandomTerms.Count == 0)
        {
            throw new ModelException(model, LmmErrorCode.WrongKindOfModel, "the formula has no random-effects term, and only mixed models are fitted to streams; fit linear models to rows in memory.");
        }

        CellRefusals.LearnedResponse(spec, model, "which a stream has passed by then");

        _plan = CellPlan.Of(spec, sumsNumbers: true);
        _summary = new RowsSummary(0, 0, new NumberSummary[_plan.Numbers.Count], new NumberSummary[_plan.Covariates.Count], _plan.HasWeights ? default(NumberSummary) : null);
    }

    /// <summary>The number of rows so far.</summary>
    public long RowCount => _summary.Total;

    /// <summary>Adds rows.</summary>
    /// <param name="rows">The complete rows of the model's variables, and those that were dropped.</param>
    /// <exception cref="ModelException">The rows cannot be fitted.</exception>
    public void Add(CompleteCases rows)
    {
        double[]? weights = Weights(rows);
        ChunkNumbers known = new(_spec, rows);
        double[][] numbers = [.. _plan.Numbers.Select(known.Of)];
        _summary = RowsSummary.Join(_summary, new RowsSummary(
            rows.RowCount + rows.DroppedRowCount,
            rows.RowCount,
            Array.ConvertAll(numbers, static values => NumberSummary.Of(values)),
            [.. _plan.Covariates.Select(covariate => NumberSummary.Of(Weighted(rows.Numeric(_spec.Variables[covariate].Name).Values, weights)))],
            weights is null ? null : NumberSummary.Of(weights)));
        ChunkKeys keys = new(_spec, rows);
        AddIncomplete(rows, weights, keys);
        if (rows.RowCount == 0)
        {
            return;
        }

        // The first rows tell the units: sums may be about any centre that is not far from the numbers.
        _cells ??= new CellTable(_plan.Keys.Count, [.. _summary.Numbers.Select(static number => number.Unit)]);
        (int[] cells, int count) = keys.Cells(_plan.Keys);
        rows.Stop.ThrowIfCancellationRequested();
        new ChunkSums(cells, count, numbers, _cells.Units, weights).AddTo(_cells, row => [.. _plan.Keys.Select(key => CellKey.Of(keys.ValueAt(key, row)))]);
        if (_cells.Count > _options.MaximumCells)
        {
            throw new ModelException(_model, LmmErrorCode.TooLarge, string.Create(
                CultureInfo.InvariantCulture,
                $"rows make more than {_options.MaximumCells} cells by {string.Join(", ", _plan.KeyVariables.Select(static variable => variable.Name))}; take a factor or a transform of a number out of the formula, or raise StreamOptions.MaximumCells where the memory allows it."));
        }
    }

    /// <summary>Fits the model to all rows that were added.</summary>
    /// <exception cref="ModelException">The rows cannot be fitted.</exception>
    public LinearMixedModelFit Fit(Estimation estimation, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        _summary.RefuseFaults(_plan, _spec, _model, _options.Fit);
        progress?.Report(new FitProgress(FitStage.Design));
        RepresentedDesign formed = new CellDesign(_spec, _plan, _model).Form(_cells!, _incomplete.All, _summary, _options.Fit.MaximumThreads);
        CellReport report = new(DatabaseStrategy.Sums, _cells!.Count, [.. _plan.KeyVariables.Select(static variable => variable.Name)], estimate: null);
        _cells = null;
        return LinearMixedModel.FitRepresented(formed, report, estimation, _options.Fit, progress, cancellationToken);
    }

    private double[]? Weights(CompleteCases rows)
    {
        if (_spec.Weights is not { } variable)
        {
            return null;
        }

        NumericColumn weights = rows.Numeric(_spec.Variables[variable].Name);
        DesignChecks.WeightsAreNotNegative(rows, weights);
        return weights.Values;
    }

    // Of rows that have a weight.
    private static double[] Weighted(double[] values, double[]? weights) => weights is null ? values : [.. values.Where((_, row) => weights[row] > 0)];

    private void AddIncomplete(CompleteCases rows, double[]? weights, ChunkKeys keys)
    {
        if (_plan.Learned.Count == 0)
        {
            return;
        }

        for (int row = 0; row < rows.RowCount + rows.DroppedRows.Length; row++)
        {
            if (row >= rows.RowCount || weights?[row] == 0)
            {
                _incomplete.Add([.. _plan.Learned.Select(key => keys.ValueAt(key, row))]);
            }
        }
    }

    /// <summary>The model and the number of rows.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_model}: {RowCount} rows");
}
