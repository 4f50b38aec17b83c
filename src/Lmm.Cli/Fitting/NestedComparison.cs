using System.Globalization;
using Lmm.Kernels;

namespace Lmm.Cli.Fitting;

/// <summary>Nested models, fitted by maximum likelihood to the same rows, and their likelihood-ratio test.</summary>
/// <param name="Fits">The fits, in the order of their parameters.</param>
/// <param name="Test">The test.</param>
/// <param name="DroppedRowCount">The number of rows that lack a variable of one of the models.</param>
/// <param name="Notes">What is worth a warning of the comparison itself.</param>
internal sealed record NestedComparison(IReadOnlyList<FittedModel> Fits, LikelihoodRatioTest Test, int DroppedRowCount, IReadOnlyList<FitWarning> Notes)
{
    /// <summary>What is worth a warning.</summary>
    public IReadOnlyList<FitWarning> Warnings { get; } =
    [
        .. Notes,
        .. Fits.SelectMany(fit => fit.Warnings.Select(warning => warning.OfModel(fit.Bound.Model.Name))),
    ];

    /// <summary>Fits the models and compares them.</summary>
    /// <param name="models">Two models or more, in any order.</param>
    /// <param name="data">The data.</param>
    /// <param name="weights">The column of weights; null for none.</param>
    /// <param name="offset">The column of offsets; null for none.</param>
    /// <param name="options">How to fit.</param>
    /// <param name="context">The run.</param>
    /// <exception cref="ModelException">A formula does not fit the columns, or a model cannot be fitted.</exception>
    /// <exception cref="InputException">The models are not nested.</exception>
    public static NestedComparison Of(IReadOnlyList<Model> models, ModelFrame data, string? weights, string? offset, FitOptions options, ToolContext context)
    {
        int[] complete = RowsCompleteInAll([.. models.Select(model => ModelBinding.Of(model, data, weights, offset))]);
        int dropped = data.RowCount - complete.Length;
        ModelFrame rows = dropped == 0 ? data : data.Rows(complete);
        BoundDesign[] designs = [.. models.Select(model => BoundDesign.Of(model, rows, weights, offset, context)).OrderBy(design => design.ParameterCount)];
        List<FitWarning> notes = [.. DroppedRows(dropped)];
        foreach ((BoundDesign reduced, BoundDesign full) in designs.Zip(designs.Skip(1)))
        {
            if (NestingCheck.Of(reduced, full, new Workers(options.MaximumThreads, context.CancellationToken)) is { } sentence)
            {
                notes.Add(FitWarning.Of("nested-by-data", sentence));
            }
        }

        FittedModel[] fits = [.. designs.Select(design => FittedModel.Of(design, Estimation.MaximumLikelihood, options, context)).OrderBy(fit => fit.Fit.ParameterCount)];
        return new NestedComparison(fits, LikelihoodRatioTest.Compare([.. fits.Select(fit => (fit.Bound.Model.Name, fit.Fit))]), dropped, notes);
    }

    // The rows, counted from zero, that lack no variable of any model.
    private static int[] RowsCompleteInAll(IReadOnlyList<BoundModel> models)
    {
        IEnumerable<int>? common = null;
        foreach (BoundModel model in models)
        {
            CompleteCases cases = model.Frame.Select(model.Spec, model.Model.Name);
            IEnumerable<int> rows = Enumerable.Range(0, cases.RowCount).Select(row => cases.InputRowNumber(row) - 1);
            common = common is null ? rows : common.Intersect(rows);
        }

        int[] complete = [.. common!];
        return complete.Length > 0
            ? complete
            : throw new InputException("no row is complete in the variables of all models; compare models of variables that are known together");
    }

    private static IEnumerable<FitWarning> DroppedRows(int count)
        => count == 0 ? [] : [FitWarning.Of("dropped-rows", string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "row" : "rows")} dropped, in all models, because a value of one of the models' variables is missing"))];
}
