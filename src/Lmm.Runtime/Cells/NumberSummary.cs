namespace Lmm.Cells;

/// <summary>What is known of one number of the complete rows.</summary>
/// <param name="Count">The number of values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Least">The least.</param>
/// <param name="Greatest">The greatest.</param>
internal readonly record struct NumberSummary(long Count, double Mean, double Least, double Greatest)
{
    /// <summary>The unit of these values: the mean, and the power of two by which values about it are multiplied to be at most two in magnitude.</summary>
    public NumberUnit Unit
    {
        get
        {
            double reach = Math.Max(Math.Abs(Greatest - Mean), Math.Abs(Least - Mean));
            return new(Mean, reach > 0 && double.IsFinite(reach) ? Math.ScaleB(1, -Math.ILogB(reach)) : 1);
        }
    }

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
