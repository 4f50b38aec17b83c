namespace Lmm;

/// <summary>Reports of fits.</summary>
public static class FitReports
{
    /// <summary>A report of a fit: <c>fit.Report().Save("report.html")</c>. What the fit cannot have, such as pictures of rows that are not there, is said in its place.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="options">What is asked for, and what the fit does not know; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static HtmlReport Report(this ModelFit fit, ReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return HtmlReport.Of(fit, options ?? ReportOptions.Default, cancellationToken);
    }
}
