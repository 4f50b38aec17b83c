using System.Globalization;
using Lmm.Printing;

namespace Lmm.Inference;

/// <summary>The table of a parametric-bootstrap test.</summary>
internal static class ParametricBootstrapTable
{
    /// <summary>A row by χ² and a row by simulation, in the layout of pbkrtest's <c>PBmodcomp</c>.</summary>
    public static ResultTable Of(ParametricBootstrapTest test)
    {
        LikelihoodRatioTest chiSquared = test.LikelihoodRatio;
        string[] refitted = [.. chiSquared.Rows.Where(static row => row.WasRefitted).Select(static row => row.Name)];
        string failed = test.FailedDraws == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", of which {test.FailedDraws} failed and are left out");
        return new ResultTable(
            TableColumn.OfTexts("test", "Test", ["LRT", "PBtest"], ColumnKind.Label),
            TableColumn.OfNumbers("chisq", "stat", ColumnKind.Statistic, [test.ChiSquared, test.ChiSquared]),
            TableColumn.OfNumbers("chisqDf", "df", ColumnKind.DegreesOfFreedom, [chiSquared.DegreesOfFreedom, (double?)null]),
            TableColumn.OfNumbers("p", "p.value", ColumnKind.PValue, [chiSquared.PValue, (double?)test.PValue]))
        {
            Title = "Bootstrap test",
            Heading = [.. refitted.Length > 0 ? [LikelihoodRatioTable.Refitted(refitted)] : Array.Empty<string>(), "Models:", .. chiSquared.Rows.Select(static row => $"{row.Name}: {FormulaText.OnOneLine(row.Fit.Formula)}")],
            Notes = [string.Create(CultureInfo.InvariantCulture, $"{test.Draws} responses simulated from {chiSquared.Rows[0].Name}, seed {test.Seed}{failed}.")],
            Digits = SummaryDigits.Comparisons,
        };
    }
}
