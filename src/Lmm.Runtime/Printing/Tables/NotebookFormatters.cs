namespace Lmm.Printing.Tables;

/// <summary>What notebooks show results by. Hosts find it by <see cref="TypeFormatterSourceAttribute"/>, and call it by the names of its members.</summary>
internal sealed class NotebookFormatters
{
    private readonly NotebookFormatter[] _formatters = [new(NotebookFormatter.Html), new(NotebookFormatter.PlainText)];

    /// <summary>A formatter for each media type.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
