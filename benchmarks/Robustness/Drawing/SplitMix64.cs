namespace Lmm.Benchmarks.Robustness.Drawing;

/// <summary>
/// Random numbers that depend on the seed alone, on every machine and under every version of .NET: splitmix64 (Steele, Lea &amp; Flood, OOPSLA 2014),
/// and from it only operations that IEEE 754 rounds exactly.
/// </summary>
/// <param name="state">The seed.</param>
internal sealed class SplitMix64(ulong state)
{
    private const int NormalTerms = 12;

    private ulong _state = state;

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        ulong bits = _state += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>Uniform on [0, 1).</summary>
    public double Uniform() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public int Between(int first, int last) => first + (int)(Bits() % (ulong)(last - first + 1));

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>One of the values.</summary>
    public T Pick<T>(params ReadOnlySpan<T> values) => values[Between(0, values.Length - 1)];

    /// <summary>Mean 0 and variance 1, nearly normal: a sum of twelve uniform numbers, because logarithms differ between machines.</summary>
    public double Normal()
    {
        double sum = 0;
        for (int term = 0; term < NormalTerms; term++)
        {
            sum += Uniform();
        }

        return sum - (NormalTerms / 2);
    }

    /// <summary>Heavy tails, as of a t distribution with two degrees of freedom.</summary>
    public double HeavyTailed() => Normal() / Math.Sqrt(Uniform() + 1e-4);

    /// <summary>A number of any order of magnitude from 10^<paramref name="low"/> to 10^<paramref name="high"/>.</summary>
    public double Magnitude(int low, int high) => (1 + (9 * Uniform())) * PowerOfTen(Between(low, high - 1));

    /// <summary>The double nearest to a power of ten.</summary>
    public static double PowerOfTen(int exponent)
        => double.Parse($"1e{exponent}", System.Globalization.CultureInfo.InvariantCulture);
}
