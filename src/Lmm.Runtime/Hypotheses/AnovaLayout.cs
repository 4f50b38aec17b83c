using Lmm.Printing;

namespace Lmm.Hypotheses;

/// <summary>Analyses of variance as tables.</summary>
internal static class AnovaLayout
{
    /// <summary>A row per term; that of a linear model has the residuals below.</summary>
    public static ResultTable Of(AnovaTable table) => new([TableColumn.OfTexts("term", "Term", [.. table.Rows.Select(static row => row.Term), .. Residuals(table, "Residuals")], ColumnKind.Label), .. Numbers(table)])
    {
        Title = $"Type {table.Type} Analysis of Variance Table{Method(table)}",
        Heading = table.Residuals is null ? [] : [$"Response: {table.ResponseName}"],
        Notes = [.. table.Rows.Where(static row => !row.IsEstimable).Select(static row => $"{row.Term} is not estimable: {row.NotEstimable}."), .. table.Notes],
        Digits = SummaryDigits.Comparisons,
    };

    private static IEnumerable<TableColumn> Numbers(AnovaTable table)
    {
        bool isLinear = table.Residuals is not null;
        TableColumn degrees = Column(table, isLinear ? "df" : "numDf", isLinear ? "Df" : "NumDF", ColumnKind.DegreesOfFreedom, static row => row.NumeratorDegreesOfFreedom, table.Residuals?.DegreesOfFreedom);
        TableColumn squares = Column(table, "sumSq", "Sum Sq", ColumnKind.Criterion, static row => row.SumOfSquares, table.Residuals?.SumOfSquares);
        TableColumn means = Column(table, "meanSq", "Mean Sq", ColumnKind.Criterion, static row => row.MeanSquare, table.Residuals?.MeanSquare);
        IEnumerable<TableColumn> first = isLinear ? [degrees, squares, means] : [squares, means, degrees];
        foreach (TableColumn column in first)
        {
            yield return column;
        }

        if (!isLinear && table.Method is not (DegreesOfFreedomMethod.Normal or DegreesOfFreedomMethod.None))
        {
            yield return Column(table, "denDf", "DenDF", ColumnKind.Criterion, static row => row.DenominatorDegreesOfFreedom);
        }

        yield return Column(table, "f", "F value", ColumnKind.Statistic, static row => row.F);
        if (table.Method != DegreesOfFreedomMethod.None)
        {
            yield return Column(table, "p", table.Method == DegreesOfFreedomMethod.Normal ? "Pr(>Chisq)" : "Pr(>F)", ColumnKind.PValue, static row => row.PValue);
        }
    }

    // What is not estimable has empty cells.
    private static TableColumn Column(AnovaTable table, string name, string header, ColumnKind kind, Func<AnovaRow, double?> value, double? ofResiduals = null)
        => TableColumn.OfNumbers(name, header, kind, [.. table.Rows.Select(row => row.IsEstimable ? value(row) : null), .. Residuals(table, ofResiduals)]);

    private static IEnumerable<T> Residuals<T>(AnovaTable table, T value) => table.Residuals is null ? [] : [value];

    private static string Method(AnovaTable table) => table.Method switch
    {
        _ when table.Residuals is not null && table.Method != DegreesOfFreedomMethod.Normal => "",
        DegreesOfFreedomMethod.Satterthwaite => " with Satterthwaite's method",
        DegreesOfFreedomMethod.KenwardRoger => " with Kenward-Roger's method",
        DegreesOfFreedomMethod.KenwardRogerObserved => " with Kenward-Roger's method (observed information)",
        DegreesOfFreedomMethod.Normal => " with variances taken as known",
        _ => "",
    };
}
