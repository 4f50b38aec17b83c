namespace Lmm.Distributions;

/// <summary>
/// The largest of normal variables whose correlations are products, ρᵢⱼ = bᵢbⱼ, as those of comparisons with a control (Dunnett 1955): given one more normal
/// variable they are independent, so that their tail is an integral over one dimension, here to some 1e-13 relative to itself.
/// </summary>
internal sealed class ProductNormal : NormalStatistic
{
    private const double Exact = 1e-11;
    private const double MostLoading = 0.9999;

    private readonly (double Loading, double Own, int Count)[] _groups;
    private readonly bool _twoSided;
    private readonly double _step;

    private ProductNormal((double Loading, double Own, int Count)[] groups, int count, bool twoSided)
        : base(twoSided ? 2.0 * count : count)
    {
        _groups = groups;
        _twoSided = twoSided;
        double largest = groups.Max(static group => Math.Abs(group.Loading));
        double rest = Math.Sqrt(1 - (largest * largest));
        _step = Math.Min(Math.Min(0.2, 0.45 * rest), largest > 0 ? 0.25 * rest / (largest * Reach) : 1);
    }

    /// <summary>The largest of variables with these correlations, or of their magnitudes; null where correlations are no such products.</summary>
    public static ProductNormal? Of(double[,] correlations, bool twoSided)
    {
        int count = correlations.GetLength(0);
        if (Loadings(correlations) is not { } loadings || loadings.Any(static loading => Math.Abs(loading) > MostLoading))
        {
            return null;
        }

        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < row; column++)
            {
                if (Math.Abs(correlations[row, column] - (loadings[row] * loadings[column])) > Exact)
                {
                    return null;
                }
            }
        }

        // Magnitudes do not know signs, and equal loadings need one evaluation.
        IEnumerable<double> different = twoSided ? loadings.Select(Math.Abs) : loadings;
        return new([.. different.GroupBy(static loading => Math.Round(loading, 12)).Select(static group => (group.First(), Math.Sqrt(1 - (group.First() * group.First())), group.Count()))], count, twoSided);
    }

    protected override double Tail(double w)
    {
        double sum = 0;
        double most = w + 9;
        for (int index = _twoSided ? 0 : (int)(-9 / _step); index * _step <= most; index++)
        {
            double u = index * _step;
            double none = 0;
            foreach ((double loading, double own, int count) in _groups)
            {
                double exceeds = Above((w - (loading * u)) / own) + (_twoSided ? Above((w + (loading * u)) / own) : 0);
                none += count * Complement.Log(Math.Min(1, exceeds));
            }

            // The integrand of magnitudes is even.
            sum += Density(u) * Complement.OfLog(none) * (_twoSided && index > 0 ? 2 : 1);
        }

        return Math.Min(1, sum * _step);
    }

    // bₚ² = ρₚₛ ρₚₜ / ρₛₜ for the two variables s and t that a variable p is most correlated with, and bᵢ = ρₚᵢ / bₚ.
    private static double[]? Loadings(double[,] correlations)
    {
        int count = correlations.GetLength(0);
        (double most, int first, int second) = (0, 0, 0);
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < row; column++)
            {
                if (Math.Abs(correlations[row, column]) > most)
                {
                    (most, first, second) = (Math.Abs(correlations[row, column]), row, column);
                }
            }
        }

        double[] loadings = new double[count];
        if (most == 0)
        {
            return loadings;
        }

        int third = Enumerable.Range(0, count).Where(row => row != first && row != second).OrderByDescending(row => Math.Abs(correlations[second, row])).FirstOrDefault(-1);
        double square = third < 0 || correlations[second, third] == 0 ? most : correlations[first, second] * correlations[first, third] / correlations[second, third];
        if (!(square > 0))
        {
            return null;
        }

        for (int row = 0; row < count; row++)
        {
            loadings[row] = row == first ? Math.Sqrt(square) : correlations[first, row] / Math.Sqrt(square);
        }

        return loadings;
    }
}
