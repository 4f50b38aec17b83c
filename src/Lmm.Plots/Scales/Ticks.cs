namespace Lmm.Plots.Scales;

/// <summary>Round numbers along an axis.</summary>
/// <param name="Values">The numbers, in order.</param>
/// <param name="Step">The distance from one to the next.</param>
internal sealed record Ticks(double[] Values, double Step)
{
    // Each with what it is worth less than the others, in ticks too many or too few.
    private static readonly (double Mantissa, double Cost)[] Mantissas = [(1, 0), (2, 0), (5, 0), (2.5, 1.5)];

    /// <summary>The multiples of 1, 2, 2½ or 5 times a power of ten within a range whose count is nearest to what is wanted; steps of 2½ where others are two ticks farther away.</summary>
    /// <param name="low">Where the range starts.</param>
    /// <param name="high">Where it ends, above its start.</param>
    /// <param name="wanted">How many ticks are wanted.</param>
    public static Ticks Within(double low, double high, int wanted)
    {
        double range = high - low;
        int exponent = (int)Math.Floor(Math.Log10(range / wanted));
        (Ticks Ticks, double Cost)? best = null;
        foreach (int power in (int[])[exponent - 1, exponent, exponent + 1])
        {
            foreach ((double mantissa, double cost) in Mantissas)
            {
                Ticks ticks = Multiples(low, high, mantissa, power);
                double total = Math.Abs(ticks.Values.Length - wanted) + cost;
                if (best is null || total < best.Value.Cost)
                {
                    best = (ticks, total);
                }
            }
        }

        return best!.Value.Ticks;
    }

    private static Ticks Multiples(double low, double high, double mantissa, int power)
    {
        double step = power < 0 ? mantissa / Math.Pow(10, -power) : mantissa * Math.Pow(10, power);
        double slack = 1e-9 * (high - low);
        double first = Math.Ceiling((low - slack) / step);
        double last = Math.Floor((high + slack) / step);
        return last - first > 1000 ? new([], step) : new([.. Enumerable.Range(0, (int)(last - first) + 1).Select(index => (first + index) * step)], step);
    }
}
