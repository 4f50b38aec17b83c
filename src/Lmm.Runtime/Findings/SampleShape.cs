using Lmm.Distributions;

namespace Lmm.Findings;

/// <summary>
/// Skewness and excess kurtosis of a sample with tests of normality: D'Agostino's (Biometrika 57, 1970) of skewness, Anscombe and Glynn's (Biometrika 70, 1983) of kurtosis.
/// </summary>
/// <param name="Skewness">g₁ = m₃ / m₂^1.5; 0 for a normal distribution.</param>
/// <param name="SkewnessPValue">Its two-sided p-value.</param>
/// <param name="Kurtosis">g₂ = m₄ / m₂² − 3; 0 for a normal distribution.</param>
/// <param name="KurtosisPValue">The p-value of a larger one.</param>
internal sealed record SampleShape(double Skewness, double SkewnessPValue, double Kurtosis, double KurtosisPValue)
{
    /// <summary>The fewest values that the tests hold for.</summary>
    public const int LeastValues = 20;

    /// <summary>The shape of a sample of at least <see cref="LeastValues"/>.</summary>
    public static SampleShape Of(double[] values)
    {
        double n = values.Length;
        double mean = values.Average();
        (double second, double third, double fourth) = (0, 0, 0);
        foreach (double value in values)
        {
            double centred = value - mean;
            double square = centred * centred;
            second += square / n;
            third += square * centred / n;
            fourth += square * square / n;
        }

        double skewness = third / Math.Pow(second, 1.5);
        double kurtosis = fourth / (second * second);
        double p = 2 * UpperTail.Normal(Math.Abs(OfSkewness(skewness, n)));
        return new SampleShape(skewness, Math.Min(1, p), kurtosis - 3, UpperTail.Normal(OfKurtosis(kurtosis, n)));
    }

    private static double OfSkewness(double skewness, double n)
    {
        double y = skewness * Math.Sqrt((n + 1) * (n + 3) / (6 * (n - 2)));
        double beta = 3 * ((n * n) + (27 * n) - 70) * (n + 1) * (n + 3) / ((n - 2) * (n + 5) * (n + 7) * (n + 9));
        double w = Math.Sqrt(2 * (beta - 1)) - 1;
        double delta = 1 / Math.Sqrt(Math.Log(w) / 2);
        double alpha = Math.Sqrt(2 / (w - 1));
        return delta * Math.Asinh(y / alpha);
    }

    private static double OfKurtosis(double kurtosis, double n)
    {
        double expected = 3 * (n - 1) / (n + 1);
        double variance = 24 * n * (n - 2) * (n - 3) / ((n + 1) * (n + 1) * (n + 3) * (n + 5));
        double x = (kurtosis - expected) / Math.Sqrt(variance);
        double beta = 6 * ((n * n) - (5 * n) + 2) / ((n + 7) * (n + 9)) * Math.Sqrt(6 * (n + 3) * (n + 5) / (n * (n - 2) * (n - 3)));
        double a = 6 + (8 / beta * ((2 / beta) + Math.Sqrt(1 + (4 / (beta * beta)))));
        double denominator = 1 + (x * Math.Sqrt(2 / (a - 4)));
        double root = denominator > 0 ? Math.Cbrt((1 - (2 / a)) / denominator) : 0;
        return (1 - (2 / (9 * a)) - root) / Math.Sqrt(2 / (9 * a));
    }
}
