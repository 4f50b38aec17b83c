namespace Lmm.Plots.Reports;

/// <summary>Parts of a report that not every fit can have: what cannot be had is said, and the report goes on.</summary>
internal static class Attempt
{
    /// <summary>A part, or the sentence that says why it is not there.</summary>
    /// <param name="what">What the part is.</param>
    /// <param name="part">Makes it, as HTML.</param>
    public static string Of(string what, Func<string> part)
    {
        try
        {
            return part();
        }
        catch (Exception fault) when (fault is LmmException or InvalidOperationException)
        {
            return Html.Paragraph($"{what}: not shown, because {fault.Message}");
        }
    }
}
