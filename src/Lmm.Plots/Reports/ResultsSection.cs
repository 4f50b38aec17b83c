using Lmm.Plots.Pictures;
using Lmm.Shapes;

namespace Lmm.Plots.Reports;

/// <summary>What a fit says: its tables, and the pictures of its effects.</summary>
internal static class ResultsSection
{
    private const int MostVariables = 4;
    private const int MostLevels = 30;

    /// <summary>The section.</summary>
    public static ReportSection Of(ModelFit fit, ReportOptions options, ReportFigures figures)
    {
        FitTables tables = fit is LinearMixedModelFit mixed ? mixed.Tables : ((LinearModelFit)fit).Tables;
        IEnumerable<string> parts =
        [
            .. tables.Report.Skip(1).Select(Html.Table),
            Attempt.Of("The analysis of variance", () => Html.Table(fit.Tests.Anova().ToTable())),
            Attempt.Of("Confidence intervals", () => Html.Table(fit.Intervals.Wald(options.Level).ToTable())),
            .. fit is LinearMixedModelFit random ? [Attempt.Of("Explained variance", () => Html.Table(random.Diagnostics.ExplainedVariance().ToTable()))] : Array.Empty<string>(),
            Html.Table(tables.Criteria.With("Fit", [])),
            figures.Of(Pictures(fit)),
        ];
        return new ReportSection("results", "Results", string.Concat(parts));
    }

    private static IEnumerable<(string What, Func<PlotOptions, Picture> Draw)> Pictures(ModelFit fit)
    {
        if (fit.Coefficients.Count > 1)
        {
            yield return ("The coefficients", plot => Plot.Forest(fit, options: plot));
        }

        FixedTermShape[] terms = [.. fit.Shape.FixedTerms ?? []];
        string[] factors = terms.Length == 0 ? [] : [.. fit.MarginalMeans.Factors.Where(factor => LevelCount(terms, factor) <= MostLevels)];
        foreach (string factor in factors.Take(MostVariables))
        {
            yield return ($"The marginal means of {factor}", plot => Plot.Means(fit.MarginalMeans.Of(factor), options: plot));
        }

        string[] covariates = fit.HasRows && terms.Length > 0 ? [.. fit.MarginalMeans.Covariates.Take(MostVariables)] : [];
        foreach (string covariate in covariates)
        {
            string? by = Partner(terms, covariate, factors);
            yield return ($"The curve of {covariate}", plot => Plot.Curves(fit, covariate, by, plot));
        }

        if (fit is LinearMixedModelFit mixed)
        {
            foreach (RandomEffects factor in mixed.GroupingFactors)
            {
                yield return ($"The conditional modes of {factor.Grouping}", plot => Plot.Caterpillar(mixed, factor.Grouping, plot));
            }
        }
    }

    // The factor whose levels have slopes of their own.
    private static string? Partner(FixedTermShape[] terms, string covariate, string[] factors) => terms
        .Where(term => term.Parts.Count == 2 && term.Parts.Any(part => !part.IsFactor && part.Name == covariate))
        .SelectMany(static term => term.Parts.Where(static part => part.IsFactor && part.Levels!.Count <= SeriesOfFactor.Most))
        .Select(part => Array.Find(factors, factor => IsOf(part, factor)))
        .FirstOrDefault(static factor => factor is not null);

    private static int LevelCount(FixedTermShape[] terms, string factor)
        => terms.SelectMany(static term => term.Parts).Where(part => part.IsFactor && IsOf(part, factor)).Select(static part => part.Levels!.Count).DefaultIfEmpty(0).Max();

    // Means go by variables, terms by what is made of them.
    private static bool IsOf(TermPartShape part, string factor) => part.Name == factor || part.Name == $"factor({factor})";
}
