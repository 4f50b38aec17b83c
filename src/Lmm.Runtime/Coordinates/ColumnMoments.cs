using Lmm.Kernels;

namespace Lmm.Coordinates;

/// <summary>The weighted first two moments of a column.</summary>
/// <param name="Mean">Σwx/Σw.</param>
/// <param name="StandardDeviation">√(Σw(x − mean)²/Σw), formed about the mean in a second pass.</param>
/// <param name="IsConstant">True when all values are exactly equal and not zero.</param>
internal readonly record struct ColumnMoments(double Mean, double StandardDeviation, bool IsConstant)
{
    /// <summary>Below this ratio of spread to size a column is a constant but for rounding.</summary>
    public const double ConstantTolerance = 1e-10;

    /// <summary>The share of a sum of squares about zero below which one about the mean, formed from it, has no digits.</summary>
    public const double RoundingOfSums = 1e-13;

    /// <summary>Below this a column's moments take less time than waking another thread.</summary>
    private const int FewestParallelRows = 8192;

    // Sums of squares between them have neither overflowed nor lost digits to underflow.
    private const double Small = 1e-270;
    private const double Large = 1e300;

    /// <summary>What the column is centred about: the mean, or where a few values lie far out the median.</summary>
    public double Centre { get; init; } = Mean;

    /// <summary>The column's unit when it is centred: the standard deviation, or where a few values lie far out the median deviation.</summary>
    public double Spread { get; init; } = StandardDeviation;

    /// <summary>Whether a few values lie far out, so that mean and standard deviation describe those alone.</summary>
    public bool HasFarValues => Spread != StandardDeviation;

    /// <summary>The column's unit when it is not centred: √(Σwx²/Σw), or where a few values lie far out that of the others.</summary>
    public double Size => HasFarValues ? double.Hypot(Centre, Spread) : RootMeanSquare;

    /// <summary>√(Σwx²/Σw).</summary>
    public double RootMeanSquare
    {
        get
        {
            double square = (Mean * Mean) + (StandardDeviation * StandardDeviation);
            return square is > Small and < Large ? Math.Sqrt(square) : double.Hypot(Mean, StandardDeviation);
        }
    }

    /// <summary>True when nothing but rounding is left once the mean is taken out.</summary>
    public bool IsNearlyConstant => StandardDeviation <= ConstantTolerance * RootMeanSquare;

    /// <summary>
    /// The column that others are centred with: the first when it is a constant, else none, −1. Centring about a column that stands behind others
    /// could change which of collinear columns is the last.
    /// </summary>
    public static int ConstantOf(ColumnMoments[] moments) => moments.Length > 0 && moments[0].IsConstant ? 0 : -1;

    /// <summary>The moments of a column; null weights are equal weights.</summary>
    public static ColumnMoments Of(ReadOnlySpan<double> column, double[]? weights)
    {
        (ColumnMoments moments, double squares) = Sum(column, weights);
        return moments.IsConstant || squares is > Small and < Large ? moments : OfScaled(column, weights);
    }

    // Scaled by powers of two, which changes no digit, to values and weights of at most two.
    private static ColumnMoments OfScaled(ReadOnlySpan<double> column, double[]? weights)
    {
        int exponent = Exponent(column);
        if (exponent == int.MinValue)
        {
            return default;
        }

        (ColumnMoments moments, _) = Sum(Scaled(column, exponent), weights is null ? null : Scaled(weights, Exponent(weights)));
        return moments with { Mean = Math.ScaleB(moments.Mean, exponent), StandardDeviation = Math.ScaleB(moments.StandardDeviation, exponent) };
    }

    // ⌊log₂⌋ of the largest magnitude; the least integer when all are zero.
    private static int Exponent(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest == 0 ? int.MinValue : Math.ILogB(largest);
    }

    private static double[] Scaled(ReadOnlySpan<double> values, int exponent)
    {
        var scaled = new double[values.Length];
        for (int row = 0; row < scaled.Length; row++)
        {
            scaled[row] = Math.ScaleB(values[row], -exponent);
        }

        return scaled;
    }

    private static (ColumnMoments Moments, double Squares) Sum(ReadOnlySpan<double> column, double[]? weights)
    {
        double first = column[0];
        bool constant = first != 0 && column.IndexOfAnyExcept(first) < 0;
        (double sum, _, double total) = MomentSums.About(first, column, weights);
        double shift = sum / total;
        (double rest, double squares, _) = MomentSums.About(first + shift, column, weights);

        // The corrected two-pass formula (Chan, Golub & LeVeque 1983): rest would be zero without rounding.
        double variance = Math.Max(0, squares - (rest * rest / total)) / total;
        return (new ColumnMoments(first + shift, Math.Sqrt(variance), constant), squares);
    }

    /// <summary>The moments of the column multiplied by a power of two.</summary>
    public ColumnMoments Multiplied(int exponent)
        => this with { Mean = Math.ScaleB(Mean, exponent), StandardDeviation = Math.ScaleB(StandardDeviation, exponent) };

    /// <summary>
    /// The moments of columns of which the cross-products alone are known. The mean is known where a column of ones is among them; a spread that is
    /// no more than the rounding of the sums about zero counts as none.
    /// </summary>
    /// <param name="gram">The cross-products.</param>
    /// <param name="constant">The column of ones; −1 for none.</param>
    /// <param name="total">Σw.</param>
    public static ColumnMoments[] FromGram(double[,] gram, int constant, double total)
    {
        var moments = new ColumnMoments[gram.GetLength(0)];
        for (int column = 0; column < moments.Length; column++)
        {
            double mean = constant < 0 ? 0 : gram[constant, column] / total;
            double square = gram[column, column] / total;
            double variance = square - (mean * mean);
            moments[column] = new ColumnMoments(mean, variance > RoundingOfSums * square ? Math.Sqrt(variance) : 0, column == constant);
        }

        return moments;
    }

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

    /// <summary>The moments of several columns, with the middle of those of which a few values lie far out, on several threads where that pays.</summary>
    public static ColumnMoments[] Of(double[][] columns, double[]? weights, Workers workers)
    {
        var moments = new ColumnMoments[columns.Length];
        if (columns.Length == 0 || columns[0].Length < FewestParallelRows)
        {
            for (int column = 0; column < columns.Length; column++)
            {
                moments[column] = WithBulk(columns[column], weights);
            }

            return moments;
        }

        workers.Run(columns.Length, column => moments[column] = WithBulk(columns[column], weights));
        return moments;
    }

    // Whether values lie far out is asked of the values, whatever their weights: one that outweighs all others is no less far from them.
    private static ColumnMoments WithBulk(double[] column, double[]? weights)
    {
        ColumnMoments moments = Of(column, weights);
        ColumnMoments plain = weights is null ? moments : Of(column, null);
        return ColumnBulk.Find(column, plain.Mean, plain.StandardDeviation) is (double centre, double spread)
            ? moments with { Centre = centre, Spread = spread }
            : moments;
    }
}
