using Lmm.Formula.Binding;
using Lmm.Variables.Bases;

namespace Lmm.Variables;

/// <summary>Numbers that tell of the values of a variable, with R's meaning.</summary>
internal static class Summaries
{
    /// <summary>Computes one.</summary>
    /// <param name="function">What of the values.</param>
    /// <param name="values">The values, one or more, finite.</param>
    public static double Of(DataSummary function, double[] values) => function switch
    {
        DataSummary.Mean => Scaling.Mean(values),
        DataSummary.StandardDeviation => StandardDeviation(values),
        DataSummary.Minimum => values.Min(),
        DataSummary.Maximum => values.Max(),
        DataSummary.Median => Median(values),
        DataSummary.Sum => values.Sum(),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such summary."),
    };

    private static double StandardDeviation(double[] values)
    {
        double mean = Scaling.Mean(values);
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
