using MathNet.Numerics.RootFinding;

namespace Lmm.Distributions;

/// <summary>Where a tail probability has a given value.</summary>
internal static class TailQuantile
{
    private const double Accuracy = 1e-14;
    private const double Margin = 1e-9;
    private const double Farthest = 700;
    private const int MostRounds = 200;

    /// <summary>q with upperTail(q) = tail, by Brent's method on logarithms, of which one is nearly linear in the other far out.</summary>
    /// <param name="upperTail">The probability of exceeding its argument, continuous and falling.</param>
    /// <param name="tail">The probability.</param>
    /// <param name="least">A value not above the quantile, positive.</param>
    /// <param name="most">A value not below the quantile.</param>
    public static double Of(Func<double, double> upperTail, double tail, double least, double most)
    {
        // Bounds may be the quantile itself, so each is moved by more than its rounding.
        double goal = Math.Log(tail);
        Brent.TryFindRoot(
            log => Math.Max(Math.Log(upperTail(Math.Exp(log))), goal - Farthest) - goal, Math.Log(least * (1 - Margin)), Math.Log(most * (1 + Margin)), Accuracy, MostRounds, out double root);
        return Math.Exp(root);
    }
}
