namespace Lmm.Coordinates;

/// <summary>
/// The unit of prior weights, a power of four, so that roots of weights are in units of a power of two. A common factor of the weights changes
/// nothing but σ; in units of a typical weight, the search for θ starts from the same place whatever the factor.
/// </summary>
internal sealed class WeightUnit
{
    /// <summary>A typical weight from 2⁻²⁰ to 2²⁰ keeps its bits.</summary>
    private const int OrdinaryExponent = 20;

    /// <summary>No weight is larger than about 2^400 units, so that sums of products with them do not overflow.</summary>
    private const int LargestExponent = 400;

    /// <summary>A row whose weight is so many powers of two below the largest has hardly a digit left in sums over both.</summary>
    private const int DigitsBeside = 48;

    private const int LowestExponent = -1074;

    private readonly double[] _weights;
    private readonly int _largest;

    /// <summary>Finds the unit.</summary>
    /// <param name="weights">The weights, all positive.</param>
    /// <param name="columnCount">The number of coefficients: so many rows can be met exactly.</param>
    public WeightUnit(double[] weights, int columnCount)
    {
        _weights = weights;
        var counts = new int[1023 - LowestExponent + 1];
        foreach (double weight in weights)
        {
            counts[Math.ILogB(weight) - LowestExponent]++;
        }

        _largest = LowestExponent + Array.FindLastIndex(counts, static count => count > 0);
        int lowest = Math.Max(0, _largest - DigitsBeside - LowestExponent);
        IsDominated = lowest > 0 && counts.AsSpan(lowest).ToArray().Sum() <= columnCount && counts.AsSpan(0, lowest).ContainsAnyExcept(0);
        int median = Median(counts, IsDominated ? 0 : lowest);
        int typical = Math.Abs(median) <= OrdinaryExponent ? 0 : median;

        // Rounded down, so that neighbouring weights have neighbouring units.
        Root = Math.Max(typical, _largest - LargestExponent) >> 1;
    }

    /// <summary>
    /// The exponent of the root of the unit: weights are in units of 4^Root. The typical weight is the median of those that have a part in sums
    /// over all, of their exponents.
    /// </summary>
    public int Root { get; }

    /// <summary>True when a few weights leave all others no digits in sums over both, and the few rows no degrees of freedom.</summary>
    public bool IsDominated { get; }

    /// <summary>A row with a largest weight.</summary>
    public int LargestRow => Array.FindIndex(_weights, weight => Math.ILogB(weight) == _largest);

    private static int Median(int[] counts, int lowest)
    {
        long total = 0;
        foreach (int count in counts.AsSpan(lowest))
        {
            total += count;
        }

        int index = lowest;
        for (long below = counts[index]; 2 * below < total; below += counts[index])
        {
            index++;
        }

        return LowestExponent + index;
    }
}
