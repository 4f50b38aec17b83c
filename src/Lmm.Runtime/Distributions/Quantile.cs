using MathNet.Numerics;

namespace Lmm.Distributions;

/// <summary>Two-sided quantiles: what a variable's magnitude exceeds with a small probability.</summary>
internal static class Quantile
{
    private const int MostRounds = 100;

    /// <summary>z with P(|Z| &gt; z) = <paramref name="tail"/> for Z standard normal.</summary>
    public static double Normal(double tail) => Math.Sqrt(2) * SpecialFunctions.ErfcInv(tail);

    /// <summary>t with P(|T| &gt; t) = <paramref name="tail"/> for T Student's t; infinite degrees of freedom are the normal distribution.</summary>
    public static double Student(double tail, double degreesOfFreedom)
    {
        if (double.IsPositiveInfinity(degreesOfFreedom))
        {
            return Normal(tail);
        }

        if (!(degreesOfFreedom > 0))
        {
            return double.NaN;
        }

        // Newton's method on the logarithms of t and of the tail, of which one is nearly linear in the other far out, within a bracket.
        double low = double.NegativeInfinity;
        double high = double.PositiveInfinity;
        double at = Math.Log(Normal(tail));
        double goal = Math.Log(tail);
        for (int round = 0; round < MostRounds; round++)
        {
            double t = Math.Exp(at);
            double reached = UpperTail.StudentTwoSided(t, degreesOfFreedom);
            double gap = Math.Log(reached) - goal;
            if (gap > 0)
            {
                low = at;
            }
            else
            {
                high = at;
            }

            double next = at + (gap * reached / (2 * t * Density(t, degreesOfFreedom)));
            if (!(next > low && next < high))
            {
                next = double.IsInfinity(high) ? at + 1 : double.IsInfinity(low) ? at - 1 : (low + high) / 2;
            }

            double moved = Math.Abs(next - at);
            at = next;
            if (moved <= 1e-15 || (moved <= 1e-12 * Math.Abs(at) && Math.Abs(gap) <= 1e-14))
            {
                break;
            }
        }

        return Math.Exp(at);
    }

    private static double Density(double t, double degrees) => Math.Exp(
        SpecialFunctions.GammaLn((degrees + 1) / 2) - SpecialFunctions.GammaLn(degrees / 2)
            - (((degrees + 1) / 2) * Math.Log(1 + (t * t / degrees)))) / Math.Sqrt(degrees * Math.PI);
}
