using Lmm.Printing;

namespace Lmm.Inference;

/// <summary>The table of an F test.</summary>
internal static class FTestTable
{
    /// <summary>A row per model, in the layout of R's <c>anova</c> of linear models.</summary>
    public static ResultTable Of(FTest test)
    {
        LinearModelFit reduced = test.Reduced;
        LinearModelFit full = test.Full;
        return new ResultTable(
            TableColumn.OfTexts("model", "Model", ["1", "2"], ColumnKind.Label),
            TableColumn.OfNumbers("residualDf", "Res.Df", ColumnKind.DegreesOfFreedom, [reduced.ResidualDegreesOfFreedom, full.ResidualDegreesOfFreedom]),
            TableColumn.OfNumbers("rss", "RSS", ColumnKind.Criterion, [reduced.ResidualSumOfSquares, full.ResidualSumOfSquares]),
            OfFull("df", "Df", ColumnKind.DegreesOfFreedom, test.NumeratorDegreesOfFreedom),
            OfFull("sumOfSquares", "Sum of Sq", ColumnKind.Criterion, test.SumOfSquares),
            OfFull("f", "F", ColumnKind.Statistic, test.F),
            OfFull("p", "Pr(>F)", ColumnKind.PValue, test.PValue))
        {
            Title = "Analysis of Variance Table",
            Heading = [$"Model 1: {FormulaText.OnOneLine(reduced.Formula)}", $"Model 2: {FormulaText.OnOneLine(full.Formula)}"],
            Digits = SummaryDigits.Comparisons,
        };
    }

    // The smaller model is tested against none.
    private static TableColumn OfFull(string name, string header, ColumnKind kind, double value)
        => TableColumn.OfNumbers(name, header, kind, [null, double.IsNaN(value) ? null : value]);
}
