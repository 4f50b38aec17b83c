namespace Lmm.Results;

/// <summary>The table of coefficients: estimates, standard errors, t values, and p-values where there are any.</summary>
internal static class FixedEffectsTable
{
    private const string Statistic = "t value";

    /// <summary>A row per coefficient; of those that are not estimable, nothing is available.</summary>
    public static ResultTable Of(IReadOnlyList<Coefficient> coefficients, bool significanceStars = true)
    {
        TableColumn label = TableColumn.OfTexts("name", "Coefficient", coefficients.Select(coefficient => coefficient.Name), ColumnKind.Label);
        TableColumn[] numbers = Numbers(coefficients);
        return new ResultTable([label, .. numbers]) { HasSignificanceStars = significanceStars };
    }

    /// <summary>The columns of numbers.</summary>
    public static TableColumn[] Numbers(IReadOnlyList<Coefficient> coefficients)
    {
        IEnumerable<double> statistics = coefficients.Select(coefficient => coefficient.Statistic);
        TableColumn[] estimates =
        [
            TableColumn.OfNumbers("estimate", "Estimate", ColumnKind.Estimate, coefficients.Select(coefficient => coefficient.Estimate)),
            TableColumn.OfNumbers("se", "Std. Error", ColumnKind.StandardError, coefficients.Select(coefficient => coefficient.StandardError)),
        ];
        return coefficients.Any(coefficient => coefficient.PValue is not null)
            ?
            [
                .. estimates,
                TableColumn.OfNumbers("statistic", Statistic, ColumnKind.Statistic, statistics),
                TableColumn.OfNumbers("p", "Pr(>|t|)", ColumnKind.PValue, coefficients.Select(coefficient => coefficient.PValue ?? double.NaN)),
            ]
            : [.. estimates, TableColumn.OfUntestedStatistics("statistic", Statistic, statistics)];
    }
}
