using Lmm.Printing;

namespace Lmm.Inference;

/// <summary>The table of a likelihood-ratio test.</summary>
internal static class LikelihoodRatioTable
{
    /// <summary>The line that says which models were fitted anew.</summary>
    public static string Refitted(IEnumerable<string> names) => $"refitted by maximum likelihood (instead of REML): {string.Join(", ", names)}";

    /// <summary>A row per model, in the layout of lme4's <c>anova</c>.</summary>
    public static ResultTable Of(LikelihoodRatioTest test)
    {
        string[] refitted = [.. test.Rows.Where(row => row.WasRefitted).Select(row => row.Name)];
        IEnumerable<string> about = refitted.Length > 0 ? [Refitted(refitted)] : [];
        return new ResultTable(
            TableColumn.OfTexts("name", "Model", test.Rows.Select(static row => row.Name), ColumnKind.Label),
            Column("df", "Df", ColumnKind.DegreesOfFreedom, row => row.Fit.ParameterCount),
            Column("aic", "AIC", ColumnKind.Criterion, row => row.Fit.Aic),
            Column("bic", "BIC", ColumnKind.Criterion, row => row.Fit.Bic),
            Column("logLik", "logLik", ColumnKind.Criterion, row => row.Fit.LogLikelihood),
            Column("deviance", "deviance", ColumnKind.Criterion, row => -2 * row.Fit.LogLikelihood),
            Column("chisq", "Chisq", ColumnKind.Statistic, row => row.ChiSquared),
            Column("chisqDf", "Chi Df", ColumnKind.DegreesOfFreedom, row => row.ChiSquaredDegreesOfFreedom),
            Column("p", "Pr(>Chisq)", ColumnKind.PValue, row => row.PValue))
        {
            Heading = [.. about, "Models:", .. test.Rows.Select(static row => $"{row.Name}: {FormulaText.OnOneLine(row.Fit.Formula)}")],
            Digits = SummaryDigits.Comparisons,
        };

        TableColumn Column(string name, string header, ColumnKind kind, Func<LikelihoodRatioRow, double?> value)
            => TableColumn.OfNumbers(name, header, kind, test.Rows.Select(value));
    }
}
