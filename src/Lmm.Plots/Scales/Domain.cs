namespace Lmm.Plots.Scales;

/// <summary>The range of numbers that an axis shows.</summary>
/// <param name="Low">Where it starts.</param>
/// <param name="High">Where it ends, above its start.</param>
internal readonly record struct Domain(double Low, double High)
{
    private const double Margin = 0.04;

    /// <summary>The range of values that are finite, with a little room beside them; from zero to one where there are none.</summary>
    public static Domain Around(params IEnumerable<double> values)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        if (low > high)
        {
            return new Domain(0, 1);
        }

        double range = high - low;
        double room = range > 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)) ? Margin * range : Math.Max(0.5 * Math.Abs(high), 0.5);
        return new Domain(low - room, high + room);
    }

    /// <summary>Where a value lies: 0 at the start, 1 at the end.</summary>
    public double Share(double value) => (value - Low) / (High - Low);
}
