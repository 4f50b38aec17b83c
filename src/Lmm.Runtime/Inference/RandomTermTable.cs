using System.Globalization;
using Lmm.Printing;

namespace Lmm.Inference;

/// <summary>The table of tests of random terms.</summary>
internal static class RandomTermTable
{
    /// <summary>A row per test below the whole model, in the layout of lmerTest's <c>ranova</c>.</summary>
    public static ResultTable Of(RandomTermTests tests)
    {
        LinearMixedModelFit fit = tests.Fit;
        return new ResultTable(
            TableColumn.OfTexts("term", "Term", ["<none>", .. tests.Tests.Select(static test => test.Term)], ColumnKind.Label),
            Column("df", "npar", ColumnKind.DegreesOfFreedom, fit.ParameterCount, static test => test.ParameterCount),
            Column("logLik", "logLik", ColumnKind.Criterion, fit.LogLikelihood, static test => test.LogLikelihood),
            Column("aic", "AIC", ColumnKind.Criterion, fit.Aic, static test => test.Aic),
            Column("chisq", "LRT", ColumnKind.Statistic, null, static test => test.ChiSquared),
            Column("chisqDf", "Df", ColumnKind.DegreesOfFreedom, null, static test => test.ChiSquaredDegreesOfFreedom),
            Column("p", "Pr(>Chisq)", ColumnKind.PValue, null, static test => test.PValue),
            Column("pBoundary", "Pr(bound)", ColumnKind.PValue, null, static test => test.BoundaryPValue))
        {
            Title = "ANOVA-like table for random-effects: Single term deletions",
            Heading = ["Model:", FormulaText.OnOneLine(fit.Formula), $"Fits by {(fit.Estimation == Estimation.MaximumLikelihood ? "maximum likelihood" : "REML")}"],
            Notes = [.. Notes(tests)],
            Digits = SummaryDigits.Comparisons,
        };

        TableColumn Column(string name, string header, ColumnKind kind, double? full, Func<RandomTermTest, double?> value)
            => TableColumn.OfNumbers(name, header, kind, [full, .. tests.Tests.Select(value)]);
    }

    private static IEnumerable<string> Notes(RandomTermTests tests)
    {
        foreach (RandomTermTest test in tests.Tests)
        {
            if (!test.Converged)
            {
                yield return $"The fit without {test.Term} did not converge.";
            }

            if (test.Boundary == BoundaryDistribution.Simulation)
            {
                string failed = test.FailedDraws == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {test.FailedDraws} failed and are left out");
                yield return test.BoundaryPValue is null
                    ? $"Pr(bound) of {test.Term} needs a simulation, and none was asked for."
                    : string.Create(CultureInfo.InvariantCulture, $"Pr(bound) of {test.Term} is by {tests.Draws} simulated responses, seed {tests.Seed}{failed}.");
            }
        }
    }
}
