using Lmm.Plots.Reports;
using Lmm.Printing;
using Lmm.Storage;

namespace Lmm;

/// <summary>
/// A report of a fit as one page of HTML that needs no other file and no network: the question, the data, tables, pictures, checks, the review, and how it was computed. It has no scripts; it is
/// laid out for telephones, screens and paper, light and dark.
/// </summary>
public sealed class HtmlReport
{
    private readonly string _html;

    internal HtmlReport(string title, string html) => (Title, _html) = (title, html);

    /// <summary>The title.</summary>
    public string Title { get; }

    /// <summary>The page.</summary>
    public string ToHtml() => _html;

    /// <summary>Writes the page to a file; one that is there is replaced once all has been written.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SavedFileException">The file cannot be written.</exception>
    public void Save(string path) => ReplacedFile.Write(path, _html);

    /// <summary>The title.</summary>
    public override string ToString() => Title;

    internal static HtmlReport Of(ModelFit fit, ReportOptions options, CancellationToken cancellationToken)
    {
        string title = options.Title ?? FormulaText.OnOneLine(fit.Formula);
        ReportFigures figures = new(options);
        List<ReportSection> sections = [QuestionSection.Of(fit), DataSection.Of(fit, options), ResultsSection.Of(fit, options, figures)];
        if (fit.HasRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sections.Add(ChecksSection.Pictures(fit, options, figures));
            sections.Add(ChecksSection.Review(fit.Review(options.Review, cancellationToken: cancellationToken)));
        }

        sections.Add(MethodSection.Of(fit, options));
        return new HtmlReport(title, ReportPage.Of(title, FormulaText.OnOneLine(fit.Formula), sections, options.Scheme));
    }
}
