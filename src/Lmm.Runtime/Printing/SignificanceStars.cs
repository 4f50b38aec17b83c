namespace Lmm.Printing;

/// <summary>The stars that R prints behind p-values.</summary>
internal static class SignificanceStars
{
    /// <summary>Stars of equal width; null when no p-value is below 0.1.</summary>
    /// <param name="pValues">The p-values; NaN where there is none.</param>
    public static string[]? Of(double[] pValues)
    {
        if (!pValues.Any(p => p < 0.1))
        {
            return null;
        }

        string[] stars = [.. pValues.Select(p => p switch
        {
            double.NaN => "",
            <= 0.001 => "***",
            <= 0.01 => "**",
            <= 0.05 => "*",
            <= 0.1 => ".",
            _ => " ",
        })];
        int width = stars.Max(text => text.Length);
        return [.. stars.Select(text => text.PadRight(width))];
    }
}
