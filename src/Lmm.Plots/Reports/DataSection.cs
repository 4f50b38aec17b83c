using System.Globalization;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Reports;

/// <summary>The data of a fit: its rows, those that were left out, its variables and its groups.</summary>
internal static class DataSection
{
    private const int MostLevels = 8;

    /// <summary>The section.</summary>
    public static ReportSection Of(ModelFit fit, ReportOptions options)
    {
        string from = options.DataName is { } data ? $" of {data}" : "";
        string dropped = fit.DroppedRowCount switch
        {
            0 => "No row was left out.",
            1 => "1 row was left out, because a value was missing.",
            long count => $"{NumberLabel.Count(count)} rows were left out, because a value was missing.",
        };
        string body = Html.Paragraph($"{NumberLabel.Count(fit.ObservationCount)} rows{from} were fitted. {dropped}")
            + Attempt.Of("The variables", () => Html.Table(Variables(fit.FittedRows)));
        return new ReportSection("data", "The data", body + (fit is LinearMixedModelFit mixed ? Attempt.Of("The groups", () => Html.Table(Groups(mixed))) : ""));
    }

    private static ResultTable Variables(CompleteCases rows)
    {
        (string Name, string Kind, string Values)[] variables = [.. rows.VariableNames.Select(name => Variable(rows, name))];
        return new ResultTable(
            TableColumn.OfTexts("variable", "Variable", variables.Select(static variable => variable.Name), ColumnKind.Label),
            TableColumn.OfTexts("kind", "Kind", variables.Select(static variable => variable.Kind)),
            TableColumn.OfTexts("values", "Values", variables.Select(static variable => variable.Values)))
        {
            Title = "Variables",
        };
    }

    private static (string Name, string Kind, string Values) Variable(CompleteCases rows, string name)
    {
        if (rows.FactorOrNull(name) is { } factor)
        {
            IReadOnlyList<string> levels = factor.LevelNames;
            string shown = string.Join(", ", levels.Take(MostLevels));
            return (name, "factor", levels.Count > MostLevels ? $"{NumberLabel.Count(levels.Count)} levels: {shown}, …" : $"{levels.Count} {(levels.Count == 1 ? "level" : "levels")}: {shown}");
        }

        double[] values = [.. rows.NumericOrNull(name)!.ToArray().Take(rows.RowCount)];
        return (name, "number", values.Length == 0 ? "" : $"from {Number(values.Min())} to {Number(values.Max())}, mean {Number(values.Average())}");
    }

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static ResultTable Groups(LinearMixedModelFit fit)
    {
        FactorColumn[] factors = [.. fit.Design.RandomTerms.Select(static term => term.Grouping).DistinctBy(static factor => factor.Name)];
        int[][] counts = Array.ConvertAll(factors, factor => Counts(factor, fit.Design.Rows.RowCount));
        return new ResultTable(
            TableColumn.OfTexts("factor", "Grouping factor", factors.Select(static factor => factor.Name), ColumnKind.Label),
            TableColumn.OfNumbers("levels", "Levels", ColumnKind.Count, counts.Select(static own => (double)own.Length)),
            TableColumn.OfNumbers("least", "Fewest rows", ColumnKind.Count, counts.Select(static own => (double)own.Min())),
            TableColumn.OfNumbers("median", "Median", ColumnKind.Count, counts.Select(static own => (double)own.Order().ElementAt(own.Length / 2))),
            TableColumn.OfNumbers("most", "Most rows", ColumnKind.Count, counts.Select(static own => (double)own.Max())))
        {
            Title = "Groups",
        };
    }

    // The rows of each level that has any.
    private static int[] Counts(FactorColumn factor, int rows)
        => [.. Enumerable.Range(0, rows).GroupBy(factor.Code).Select(static level => level.Count()).DefaultIfEmpty(0)];
}
