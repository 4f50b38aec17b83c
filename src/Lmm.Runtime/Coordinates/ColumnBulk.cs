using Lmm.Kernels;

namespace Lmm.Coordinates;

/// <summary>
/// The middle of a column's values, where a few of them lie so far out that mean and standard deviation describe those alone: codes for missing
/// values, slips of the decimal point, an epoch among days.
/// </summary>
internal static class ColumnBulk
{
    /// <summary>A column whose largest deviation is below this many standard deviations has no value far out.</summary>
    private const double Ordinary = 2.2;

    /// <summary>The values lie far out when their standard deviation is above this multiple of the median deviation.</summary>
    private const double Far = 10;

    /// <summary>More values than these tell no more about a median.</summary>
    private const int MostValues = 4096;

    /// <summary>The median of a column, and the median of the deviations from it that are not zero; null when nothing lies far out.</summary>
    public static (double Centre, double Spread)? Find(ReadOnlySpan<double> column, double mean, double standardDeviation)
    {
        if (!(LargestMagnitude.Of(column, mean) > Ordinary * standardDeviation))
        {
            return null;
        }

        double[] values = Sample(column);
        Array.Sort(values);
        double centre = values[values.Length / 2];
        int count = 0;
        foreach (double value in values)
        {
            double deviation = Math.Abs(value - centre);
            if (deviation > 0)
            {
                values[count++] = deviation;
            }
        }

        Array.Sort(values, 0, count);
        double spread = count > 0 ? values[count / 2] : 0;
        return spread > 0 && standardDeviation > Far * spread ? (centre, spread) : null;
    }

    private static double[] Sample(ReadOnlySpan<double> column)
    {
        int stride = Math.Max(1, column.Length / MostValues);
        var values = new double[column.Length / stride];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = column[index * stride];
        }

        return values;
    }
}
