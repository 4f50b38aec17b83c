using System.Globalization;

namespace Lmm.Printing;

/// <summary>Shares as percentages, such as 95 % for 0.95.</summary>
internal static class Percent
{
    /// <summary>The share in percent, to four decimals at the most.</summary>
    public static string Of(double share) => (100 * share).ToString("0.####", CultureInfo.InvariantCulture) + " %";
}
