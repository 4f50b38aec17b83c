namespace Lmm.Plots.Reports;

/// <summary>Whether the fit can be trusted: pictures of its residuals and modes, and the findings of the review.</summary>
internal static class ChecksSection
{
    /// <summary>The pictures.</summary>
    public static ReportSection Pictures(ModelFit fit, ReportOptions options, ReportFigures figures)
    {
        List<(string What, Func<PlotOptions, Picture> Draw)> pictures =
        [
            ("Residuals against fitted values", plot => Plot.Residuals(fit, plot)),
            ("The spread of residuals", plot => Plot.ScaleLocation(fit, plot)),
            ("The distribution of residuals", plot => Plot.ResidualQuantiles(fit, options.Draws, options.Seed, plot)),
            ("The influence of rows", plot => Plot.Influence(fit, plot)),
        ];
        if (fit is LinearMixedModelFit mixed)
        {
            pictures.AddRange(mixed.GroupingFactors.Select<RandomEffects, (string, Func<PlotOptions, Picture>)>(
                factor => ($"The distribution of the modes of {factor.Grouping}", plot => Plot.ModeQuantiles(mixed, factor.Grouping, plot))));
        }

        return new ReportSection("checks", "Checks", figures.Of(pictures));
    }

    /// <summary>The review.</summary>
    public static ReportSection Review(FitReview review)
    {
        string body = review.Count == 0
            ? Html.Paragraph("Nothing to find fault with.")
            : $"<ol>\n{string.Concat(review.Select(Item))}</ol>\n";
        string[] skipped = [.. review.NotChecked.Select(static each => $"{Findings.FindingNames.Words(each.Kind)}: {each.Reason}")];
        return new ReportSection("review", "Review", body + (skipped.Length == 0 ? "" : Html.Paragraph("Not checked:") + Html.List(skipped)));
    }

    private static string Item(Finding finding)
        => $"<li class=\"{Findings.FindingNames.Of(finding.Severity)}\"><p><strong>{Html.Text(Findings.FindingNames.Of(finding.Severity))}, {Html.Text(Findings.FindingNames.Words(finding.Kind))}.</strong> "
            + $"{Html.Text(finding.Text)}</p>\n<p class=\"advice\">{Html.Text(finding.Advice)}</p></li>\n";
}
