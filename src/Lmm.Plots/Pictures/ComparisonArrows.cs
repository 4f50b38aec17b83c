namespace Lmm.Plots.Pictures;

/// <summary>
/// Arrows of a length such that two overlap where the difference of their means is not significant: lengths that add up, for each pair, to the difference that would just be, by least squares over all pairs.
/// </summary>
internal static class ComparisonArrows
{
    /// <summary>The lengths, one per mean, and the number of pairs that they tell wrongly.</summary>
    /// <param name="means">The means.</param>
    /// <param name="margin">Half of the interval of the difference of two means, by their positions, the earlier one first.</param>
    public static (double[] Lengths, int Wrong) Of(IReadOnlyList<double> means, Func<int, int, double> margin)
    {
        int count = means.Count;
        double[] lengths = new double[count];
        if (count < 2)
        {
            return (lengths, 0);
        }

        double[] sums = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                double needed = margin(i, j);
                sums[i] += needed;
                sums[j] += needed;
            }
        }

        // The normal equations: (n - 2) a + Σa = the sum of the margins of a mean.
        double total = sums.Sum() / (2 * (count - 1));
        for (int i = 0; i < count; i++)
        {
            lengths[i] = count == 2 ? sums[i] / 2 : Math.Max(0, (sums[i] - total) / (count - 2));
        }

        int wrong = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                double distance = Math.Abs(means[i] - means[j]);
                wrong += distance > margin(i, j) != distance > lengths[i] + lengths[j] ? 1 : 0;
            }
        }

        return (lengths, wrong);
    }
}
