namespace Lmm.Cells;

/// <summary>What is known of one number of the complete rows.</summary>
/// <param name="Count">The number of values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Least">The least.</param>
/// <param name="Greatest">The greatest.</param>
internal readonly record struct NumberSummary(long Count, double Mean, double Least, double Greatest)
{
    /// <summary>
    /// The unit of these values: what is subtracted, and the power of two by which they are multiplied then, to be at most two in magnitude. Zeros that may be most of the values are to stay zeros, since
    /// columns are scaled by the other values: what rounding leaves of a mean is none.
    /// </summary>
    public NumberUnit Unit
    {
        get
        {
            double centre = Least <= 0 && Greatest >= 0 && Math.Abs(Mean) <= (Greatest - Least) / 2 ? 0 : Mean;
            double reach = Math.Max(Math.Abs(Greatest - centre), Math.Abs(Least - centre));
            return new(centre, reach > 0 && double.IsFinite(reach) ? Math.ScaleB(1, -Math.ILogB(reach)) : 1);
        }
    }

    /// <summary>The largest magnitude of numbers whose products engines can sum without a unit: squares of larger ones are soon infinite.</summary>
    public const double LargestToSum = 1e145;

    /// <summary>A magnitude below the last digit of all numbers whose products engines can sum without a unit.</summary>
    public const double NothingBesideReach = 1e-157;

    private const double LeastReachToSum = 1e-140;

    /// <summary>True where products of the values about their mean stay in the range of double numbers without a unit.</summary>
    public bool AreSummedAsTheyAre => Math.Max(Math.Abs(Least), Math.Abs(Greatest)) <= LargestToSum && (Least == Greatest || Greatest - Least >= LeastReachToSum);

    /// <summary>True where every value is finite.</summary>
    public bool IsFinite => double.IsFinite(Mean) && double.IsFinite(Least) && double.IsFinite(Greatest);

    /// <summary>The summary of values.</summary>
    public static NumberSummary Of(double[] values)
    {
        if (values.Length == 0)
        {
            return default;
        }

        // About the first value, so that the mean of equal values is theirs.
        (double sum, double least, double greatest) = (0, values[0], values[0]);
        foreach (double value in values)
        {
            sum += value - values[0];
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
        }

        return new(values.Length, values[0] + (sum / values.Length), least, greatest);
    }

    /// <summary>The summary of two sets of values.</summary>
    public static NumberSummary Join(NumberSummary first, NumberSummary second)
    {
        if (first.Count == 0 || second.Count == 0)
        {
            return first.Count == 0 ? second : first;
        }

        long count = first.Count + second.Count;
        return new(count, first.Mean + ((second.Mean - first.Mean) * ((double)second.Count / count)), Math.Min(first.Least, second.Least), Math.Max(first.Greatest, second.Greatest));
    }
}
