using Lmm.Kernels;

namespace Lmm.Adjustments;

/// <summary>Contrasts that are judged together.</summary>
/// <param name="Model">The model's name, for faults.</param>
/// <param name="Statistics">Each estimate over its standard error; NaN where it is not estimable.</param>
/// <param name="DegreesOfFreedom">Those of each statistic: infinite for the normal distribution, NaN or not positive where no distribution goes with it.</param>
internal sealed record ContrastFamily(string Model, IReadOnlyList<double> Statistics, IReadOnlyList<double> DegreesOfFreedom)
{
    /// <summary>Which two means each contrast compares, by numbers of the means; null where contrasts are not differences of two.</summary>
    public IReadOnlyList<(int First, int Second)>? Pairs { get; init; }

    /// <summary>The correlations of the estimates, or their covariances; rows of what is not estimable are not looked at. Needed by the multivariate t alone.</summary>
    public double[,]? Correlations { get; init; }

    /// <summary>The threads that p-values may be spread over.</summary>
    public Workers Workers { get; init; } = new(1, CancellationToken.None);

    /// <summary>The places of the contrasts that are estimable, which are those that count.</summary>
    public int[] Estimable => [.. Enumerable.Range(0, Statistics.Count).Where(row => !double.IsNaN(Statistics[row]))];

    /// <summary>Whether the contrasts are the differences of all pairs of a set of means, each once.</summary>
    public bool IsAllPairs
    {
        get
        {
            if (Pairs is null)
            {
                return false;
            }

            HashSet<(int, int)> distinct = [.. Pairs.Where(static pair => pair.First != pair.Second).Select(static pair => (Math.Min(pair.First, pair.Second), Math.Max(pair.First, pair.Second)))];
            int means = MeansOf(Pairs);
            return distinct.Count == Pairs.Count && distinct.Count == means * (means - 1) / 2;
        }
    }

    /// <summary>How many means the estimable pairs compare.</summary>
    public int MeansCompared => Pairs is null ? 0 : MeansOf(Estimable.Select(row => Pairs[row]));

    private static int MeansOf(IEnumerable<(int First, int Second)> pairs) => pairs.SelectMany(static pair => (int[])[pair.First, pair.Second]).Distinct().Count();
}
