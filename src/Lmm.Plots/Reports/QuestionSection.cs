namespace Lmm.Plots.Reports;

/// <summary>What is asked of the data, in words, and what to know before reading on.</summary>
internal static class QuestionSection
{
    /// <summary>The section.</summary>
    public static ReportSection Of(ModelFit fit)
    {
        string[] notes = [.. fit.Notes.Select(static note => note.Text)];
        string body = Html.List(FormulaWords.Of(fit.Shape));
        return new ReportSection("question", "The question", notes.Length == 0 ? body : $"{body}<div class=\"notes\">\n{Html.Paragraph("To know before reading on:")}{Html.List(notes)}</div>\n");
    }
}
