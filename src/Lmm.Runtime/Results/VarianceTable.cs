using Lmm.Printing;

namespace Lmm.Results;

/// <summary>The table of variance components in the layout of lme4's.</summary>
internal static class VarianceTable
{
    // Correlations show two digits fewer than variances.
    private const int CorrelationDecimals = SummaryDigits.Estimates - 2;

    /// <summary>A row per effect.</summary>
    /// <param name="terms">The terms, in the order to print them.</param>
    /// <param name="sigma">The residual standard deviation, for a last row; null for none.</param>
    public static ResultTable Of(IReadOnlyList<RandomTermEstimates> terms, double? sigma)
    {
        string[] groups = UniqueNames.Of([.. terms.Select(term => term.Grouping)]);
        List<string> groupCells = [.. terms.SelectMany((term, t) => term.EffectNames.Select(_ => groups[t]))];
        List<string> nameCells = [.. terms.SelectMany(term => term.EffectNames)];
        List<double> deviations = [.. terms.SelectMany(term => term.EffectNames.Select((_, i) => term.StandardDeviation(i)))];
        if (sigma is { } residual)
        {
            groupCells.Add("Residual");
            nameCells.Add("");
            deviations.Add(residual);
        }

        return new ResultTable(
        [
            TableColumn.OfTexts("group", "Groups", groupCells, ColumnKind.Group),
            TableColumn.OfTexts("effect", "Name", nameCells),
            TableColumn.OfNumbers("variance", "Variance", ColumnKind.Variance, deviations.Select(deviation => deviation * deviation)),
            TableColumn.OfNumbers("sd", "Std.Dev.", ColumnKind.StandardDeviation, deviations),
            .. CorrelationColumns(terms, deviations.Count),
        ]);
    }

    // Lower triangles of the terms' correlation matrices, one below the other.
    private static IEnumerable<TableColumn> CorrelationColumns(IReadOnlyList<RandomTermEstimates> terms, int rows)
    {
        int widest = terms.Max(term => term.EffectNames.Length);
        for (int j = 0; j < widest - 1; j++)
        {
            int column = j;
            IEnumerable<double?> cells = terms.SelectMany(term => term.EffectNames.Select((_, i) => i > column ? term.Correlation[i, column] : (double?)null));
            yield return TableColumn.OfNumbers(
                $"correlation{column + 1}",
                column == 0 ? "Corr" : "",
                ColumnKind.Correlation,
                cells.Concat(Enumerable.Repeat((double?)null, rows)).Take(rows), CorrelationDecimals);
        }
    }
}
