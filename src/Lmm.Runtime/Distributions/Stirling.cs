using MathNet.Numerics;

namespace Lmm.Distributions;

/// <summary>What Stirling's approximation of the gamma function leaves out, so that large factors need not cancel.</summary>
internal static class Stirling
{
    private const double SeriesFrom = 15;

    /// <summary>log Γ(z + 1) less (z + ½) log z − z + ½ log 2π, for positive z.</summary>
    public static double Error(double z)
    {
        if (z < SeriesFrom)
        {
            return SpecialFunctions.GammaLn(z + 1) - ((z + 0.5) * Math.Log(z)) + z - (0.5 * Math.Log(2 * Math.PI));
        }

        double w = 1 / (z * z);
        return ((1.0 / 12) - (w * ((1.0 / 360) - (w * ((1.0 / 1260) - (w * ((1.0 / 1680) - (w / 1188)))))))) / z;
    }
}
