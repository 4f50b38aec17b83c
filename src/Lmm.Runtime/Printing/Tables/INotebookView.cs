namespace Lmm.Printing.Tables;

/// <summary>A result that is shown in notebooks otherwise than by tables, such as a picture.</summary>
internal interface INotebookView
{
    /// <summary>Writes what a cell shows, as HTML.</summary>
    void WriteHtml(TextWriter writer);
}
