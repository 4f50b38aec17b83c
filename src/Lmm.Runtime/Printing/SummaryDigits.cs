namespace Lmm.Printing;

/// <summary>How many significant digits summaries show.</summary>
internal static class SummaryDigits
{
    /// <summary>Four, as in the summaries of R at its default of seven digits.</summary>
    public const int Estimates = 4;

    /// <summary>Five, as in R's tables of comparisons.</summary>
    public const int Comparisons = 5;

    /// <summary>Seven, R's default for a number by itself.</summary>
    public const int Numbers = 7;
}
