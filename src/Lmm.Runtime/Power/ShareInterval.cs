using Lmm.Distributions;

namespace Lmm.Power;

/// <summary>The interval of a probability from so many successes.</summary>
internal static class ShareInterval
{
    private const int MostHalvings = 200;

    /// <summary>The interval; NaN for no trials.</summary>
    public static (double Lower, double Upper) Of(PowerIntervalKind kind, int successes, int trials, double level)
    {
        if (trials == 0)
        {
            return (double.NaN, double.NaN);
        }

        if (kind == PowerIntervalKind.Wilson)
        {
            double share = (double)successes / trials;
            double z = Quantile.Normal(1 - level);
            double square = z * z / trials;
            double middle = (share + (square / 2)) / (1 + square);
            double half = z / (1 + square) * Math.Sqrt((share * (1 - share) / trials) + (square / (4 * trials)));
            return (successes == 0 ? 0 : middle - half, successes == trials ? 1 : middle + half);
        }

        // Quantiles of beta distributions.
        double tail = (1 - level) / 2;
        return (successes == 0 ? 0 : BetaQuantile(tail, successes, trials - successes + 1), successes == trials ? 1 : BetaQuantile(1 - tail, successes + 1, trials - successes));
    }

    private static double BetaQuantile(double probability, double a, double b)
    {
        (double low, double high) = (0, 1);
        for (int round = 0; round < MostHalvings; round++)
        {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high)
            {
                break;
            }

            (low, high) = IncompleteBeta.Regularized(middle, 1 - middle, a, b) < probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
