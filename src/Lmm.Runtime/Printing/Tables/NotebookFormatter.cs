namespace Lmm.Printing.Tables;

/// <summary>Shows results in notebooks, in HTML or as text.</summary>
/// <param name="mimeType">The media type that is written.</param>
internal sealed class NotebookFormatter(string mimeType)
{
    /// <summary>The media type of HTML.</summary>
    public const string Html = "text/html";

    /// <summary>The media type of text.</summary>
    public const string PlainText = "text/plain";

    /// <summary>The most rows of a table that a cell shows; a page with all rows of a large study would not open again.</summary>
    public const int MostRows = 200;

    /// <summary>The media type that is written.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes a result; false leaves a value that is none to the host.</summary>
    /// <param name="value">The value.</param>
    /// <param name="writer">Where to write.</param>
    public bool Format(object value, TextWriter writer)
    {
        if (value is not (ITableResult or INotebookView))
        {
            return false;
        }

        if (MimeType == PlainText)
        {
            writer.Write(value);
        }
        else if (value is INotebookView view)
        {
            view.WriteHtml(writer);
        }
        else if (value is ITableResult result)
        {
            WriteTables(result, writer);
        }

        return true;
    }

    private static void WriteTables(ITableResult result, TextWriter writer)
    {
        foreach (ResultTable table in result.Tables)
        {
            table.FirstRows(MostRows).Write(writer, TableFormats.Html);
        }
    }
}
