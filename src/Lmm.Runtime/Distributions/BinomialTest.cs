using MathNet.Numerics;

namespace Lmm.Distributions;

/// <summary>How often a number of successes is as improbable as the one seen, or more: R's <c>binom.test</c>.</summary>
internal static class BinomialTest
{
    /// <summary>Probabilities that differ by a share less than this are equal.</summary>
    private const double Equal = 1e-7;

    /// <summary>The two-sided p-value.</summary>
    /// <param name="successes">The successes.</param>
    /// <param name="count">The trials.</param>
    /// <param name="probability">The probability of a success, between 0 and 1.</param>
    public static double TwoSided(int successes, int count, double probability)
    {
        double limit = LogProbability(successes, count, probability) + Equal;
        double sum = 0;
        for (int number = 0; number <= count; number++)
        {
            double log = LogProbability(number, count, probability);
            sum += log <= limit ? Math.Exp(log) : 0;
        }

        return Math.Min(1, sum);
    }

    private static double LogProbability(int successes, int count, double probability)
        => SpecialFunctions.GammaLn(count + 1) - SpecialFunctions.GammaLn(successes + 1) - SpecialFunctions.GammaLn(count - successes + 1)
            + (successes * Math.Log(probability)) + ((count - successes) * Math.Log(1 - probability));
}
