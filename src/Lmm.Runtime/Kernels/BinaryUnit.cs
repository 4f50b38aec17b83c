namespace Lmm.Kernels;

/// <summary>
/// Units that are powers of two, chosen so that squares and products of squares stay in the range of double numbers. Ordinary numbers keep
/// the unit 2⁰ and so their bits; changing to another unit is exact but for what falls below the range.
/// </summary>
internal static class BinaryUnit
{
    /// <summary>Magnitudes from 2⁻²⁰⁰ to 2²⁰⁰ (about 10⁻⁶⁰ to 10⁶⁰) are ordinary: a variance of a coefficient takes the fourth power of them.</summary>
    private const int OrdinaryExponent = 200;

    /// <summary>The exponent of the unit in which the largest of some numbers is about 1; 0 where they are ordinary, or all zero.</summary>
    public static int Of(double largestMagnitude)
    {
        if (largestMagnitude == 0 || !double.IsFinite(largestMagnitude))
        {
            return 0;
        }

        int exponent = Math.ILogB(largestMagnitude);
        return Math.Abs(exponent) <= OrdinaryExponent ? 0 : exponent;
    }

    /// <summary>The unit of a column.</summary>
    public static int Of(ReadOnlySpan<double> column) => Of(LargestMagnitude.Of(column));

    /// <summary>The column in units of 2^<paramref name="exponent"/>: itself for an exponent of 0.</summary>
    public static double[] Divide(double[] column, int exponent)
        => exponent == 0 ? column : Array.ConvertAll(column, value => Math.ScaleB(value, -exponent));

    /// <summary>A square matrix with each row in a unit of its own: itself where all rows are ordinary.</summary>
    public static (double[,] Matrix, int[] Exponents) DivideRows(double[,] matrix)
    {
        int order = matrix.GetLength(0);
        var exponents = new int[order];
        for (int row = 0; row < order; row++)
        {
            double largest = 0;
            for (int column = 0; column < matrix.GetLength(1); column++)
            {
                largest = Math.Max(largest, Math.Abs(matrix[row, column]));
            }

            exponents[row] = Of(largest);
        }

        if (Array.TrueForAll(exponents, static exponent => exponent == 0))
        {
            return (matrix, exponents);
        }

        var divided = new double[order, matrix.GetLength(1)];
        for (int row = 0; row < order; row++)
        {
            for (int column = 0; column < matrix.GetLength(1); column++)
            {
                divided[row, column] = Math.ScaleB(matrix[row, column], -exponents[row]);
            }
        }

        return (divided, exponents);
    }

    /// <summary>The logarithm of the unit 2^<paramref name="exponent"/>; exactly 0 for an exponent of 0.</summary>
    public static double Log(int exponent) => exponent * 0.6931471805599453;
}
