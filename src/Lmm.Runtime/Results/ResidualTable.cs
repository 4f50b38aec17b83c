using System.Text;
using Lmm.Printing;

namespace Lmm.Results;

/// <summary>The quantiles of residuals.</summary>
internal static class ResidualTable
{
    /// <summary>Writes minimum, quartiles and maximum.</summary>
    public static void WriteQuantiles(StringBuilder output, double[] quantiles, int digits)
        => NamedVector.Write(output, ["Min", "1Q", "Median", "3Q", "Max"], RealFormat.FormatAll(Rounding.ZapSmall(quantiles, digits + 1), digits));
}
