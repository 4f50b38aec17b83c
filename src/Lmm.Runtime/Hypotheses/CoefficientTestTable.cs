namespace Lmm.Hypotheses;

/// <summary>Tables of tests, in the layout of lmerTest; without degrees of freedom and p-values in that of lme4.</summary>
internal static class CoefficientTestTable
{
    /// <summary>A row per test.</summary>
    /// <param name="tests">The tests.</param>
    /// <param name="method">Their method.</param>
    /// <param name="name">The name of the first column.</param>
    /// <param name="header">The header of the first column.</param>
    public static ResultTable Of(IReadOnlyList<CoefficientTest> tests, DegreesOfFreedomMethod method, string name = "name", string header = "Coefficient")
        => new([TableColumn.OfTexts(name, header, tests.Select(static test => test.Name), ColumnKind.Label), .. Numbers(tests, method)]);

    /// <summary>The method as headings say it.</summary>
    public static string Sentence(DegreesOfFreedomMethod method) => method switch
    {
        DegreesOfFreedomMethod.Satterthwaite => "t-tests use Satterthwaite's method",
        DegreesOfFreedomMethod.KenwardRoger => "t-tests use Kenward-Roger's method",
        DegreesOfFreedomMethod.KenwardRogerObserved => "t-tests use Kenward-Roger's method (observed information)",
        DegreesOfFreedomMethod.Normal => "z-tests take variances as known",
        _ => "",
    };

    /// <summary>The columns of numbers.</summary>
    public static IEnumerable<TableColumn> Numbers(IReadOnlyList<CoefficientTest> tests, DegreesOfFreedomMethod method)
    {
        bool isNormal = method == DegreesOfFreedomMethod.Normal;
        string statistic = isNormal ? "z value" : "t value";
        yield return TableColumn.OfNumbers("estimate", "Estimate", ColumnKind.Estimate, tests.Select(static test => test.Estimate));
        yield return TableColumn.OfNumbers("se", "Std. Error", ColumnKind.StandardError, tests.Select(static test => test.StandardError));
        if (method == DegreesOfFreedomMethod.None)
        {
            yield return TableColumn.OfUntestedStatistics("statistic", statistic, tests.Select(static test => test.Statistic));
            yield break;
        }

        if (!isNormal)
        {
            yield return TableColumn.OfDegreesOfFreedom("df", "df", tests.Select(static test => test.DegreesOfFreedom ?? double.NaN));
        }

        yield return TableColumn.OfNumbers("statistic", statistic, ColumnKind.Statistic, tests.Select(static test => test.Statistic));
        yield return TableColumn.OfNumbers("p", isNormal ? "Pr(>|z|)" : "Pr(>|t|)", ColumnKind.PValue, tests.Select(static test => test.PValue ?? double.NaN));
    }
}
