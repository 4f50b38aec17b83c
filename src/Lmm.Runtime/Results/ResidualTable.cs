using System.Text;
using Lmm.Printing;

namespace Lmm.Results;

/// <summary>The quantiles of residuals.</summary>
internal static class ResidualTable
{
    /// <summary>Writes minimum, quartiles and maximum.</summary>
    public static void WriteQuantiles(StringBuilder output, double[] residuals, int digits)
    {
        double[] quantiles = Rounding.ZapSmall(Quantiles.FiveNumbers(residuals), digits + 1);
        NamedVector.Write(output, ["Min", "1Q", "Median", "3Q", "Max"], RealFormat.FormatAll(quantiles, digits));
    }
}
