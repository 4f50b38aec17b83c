namespace Lmm.Plots.Reports;

/// <summary>The pictures of a report, side by side where the page is wide, each with its sentence.</summary>
/// <param name="options">What the report is asked for.</param>
internal sealed class ReportFigures(ReportOptions options)
{
    /// <summary>The width of a picture: two stand side by side on a screen, and one is legible on a phone.</summary>
    private const double Width = 460;

    private readonly PlotOptions _plot = new() { Width = Width, Level = options.Level };
    private int _count;

    /// <summary>Pictures in a row, or in rows of two.</summary>
    /// <param name="pictures">What each shows, for the sentence that stands in its place where there can be none, and how to draw it.</param>
    public string Of(params IEnumerable<(string What, Func<PlotOptions, Picture> Draw)> pictures)
    {
        string[] figures = [.. pictures.Select(picture => Attempt.Of(picture.What, () => Figure(picture.Draw(_plot))))];
        return figures.Length == 0 ? "" : $"<div class=\"figures\">\n{string.Concat(figures)}</div>\n";
    }

    private string Figure(Picture picture)
    {
        _count++;
        string svg = picture.ToSvg(new SvgOptions { IdPrefix = $"picture-{_count}", Scheme = options.Scheme });
        return $"<figure>\n{svg}<figcaption>{Html.Text(picture.Description)}</figcaption>\n</figure>\n";
    }
}
