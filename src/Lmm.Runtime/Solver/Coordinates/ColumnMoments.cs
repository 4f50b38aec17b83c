using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>The weighted first two moments of a column.</summary>
/// <param name="Mean">Σwx/Σw.</param>
/// <param name="StandardDeviation">√(Σw(x − mean)²/Σw), formed about the mean in a second pass.</param>
/// <param name="IsConstant">True when all values are exactly equal and not zero.</param>
internal readonly record struct ColumnMoments(double Mean, double StandardDeviation, bool IsConstant)
{
    /// <summary>Below this ratio of spread to size a column is a constant but for rounding.</summary>
    public const double ConstantTolerance = 1e-10;

    /// <summary>Below this a column's moments take less time than waking another thread.</summary>
    private const int FewestParallelRows = 8192;

    /// <summary>√(Σwx²/Σw).</summary>
    public double RootMeanSquare => Math.Sqrt((Mean * Mean) + (StandardDeviation * StandardDeviation));

    /// <summary>True when nothing but rounding is left once the mean is taken out.</summary>
    public bool IsNearlyConstant => StandardDeviation <= ConstantTolerance * RootMeanSquare;

    /// <summary>The moments of a column; null weights are equal weights.</summary>
    public static ColumnMoments Of(ReadOnlySpan<double> column, double[]? weights)
    {
        double first = column[0];
        bool constant = first != 0 && column.IndexOfAnyExcept(first) < 0;
        (double sum, _, double total) = MomentSums.About(first, column, weights);
        double shift = sum / total;
        (double rest, double squares, _) = MomentSums.About(first + shift, column, weights);

        // The corrected two-pass formula (Chan, Golub & LeVeque 1983): rest would be zero without rounding.
        double variance = Math.Max(0, squares - (rest * rest / total)) / total;
        return new ColumnMoments(first + shift, Math.Sqrt(variance), constant);
    }

    /// <summary>The moments of the column multiplied by a power of two.</summary>
    public ColumnMoments Multiplied(int exponent)
        => this with { Mean = Math.ScaleB(Mean, exponent), StandardDeviation = Math.ScaleB(StandardDeviation, exponent) };

    /// <summary>The moments of two parts of a column together.</summary>
    public static ColumnMoments Combine(ColumnMoments first, double firstWeight, ColumnMoments second, double secondWeight)
    {
        double total = firstWeight + secondWeight;
        double gap = second.Mean - first.Mean;
        double variance = ((firstWeight * first.StandardDeviation * first.StandardDeviation) + (secondWeight * second.StandardDeviation * second.StandardDeviation)
            + (firstWeight * secondWeight / total * gap * gap)) / total;
        return new ColumnMoments(
            first.Mean + (gap * secondWeight / total),
            Math.Sqrt(variance),
            first.IsConstant && second.IsConstant && first.Mean == second.Mean);
    }

    /// <summary>The moments of several columns, on several threads where that pays.</summary>
    public static ColumnMoments[] Of(double[][] columns, double[]? weights, Workers workers)
    {
        var moments = new ColumnMoments[columns.Length];
        if (columns.Length == 0 || columns[0].Length < FewestParallelRows)
        {
            for (int column = 0; column < columns.Length; column++)
            {
                moments[column] = Of(columns[column], weights);
            }

            return moments;
        }

        workers.Run(columns.Length, column => moments[column] = Of(columns[column], weights));
        return moments;
    }
}
