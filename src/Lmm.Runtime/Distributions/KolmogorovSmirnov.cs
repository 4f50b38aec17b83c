namespace Lmm.Distributions;

/// <summary>The distance of a sample from the uniform distribution on 0 to 1, and how often samples of it lie further off.</summary>
/// <remarks>
/// Below a hundred values the distribution is exact: Marsaglia, Tsang &amp; Wang, J. Stat. Softw. 8(18), 2003. From there on it is Kolmogorov's limit, as in R's <c>ks.test</c>.
/// </remarks>
internal static class KolmogorovSmirnov
{
    private const int FirstOfLimit = 100;

    /// <summary>The largest distance of the empirical distribution function from the uniform one.</summary>
    public static double Statistic(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        double distance = 0;
        for (int index = 0; index < sorted.Length; index++)
        {
            distance = Math.Max(distance, Math.Max(((index + 1.0) / sorted.Length) - sorted[index], sorted[index] - ((double)index / sorted.Length)));
        }

        return distance;
    }

    /// <summary>The probability of a distance at least as large, for so many values.</summary>
    public static double PValue(double distance, int count)
        => count < FirstOfLimit ? Math.Clamp(1 - Exact(distance, count), 0, 1) : Limit(Math.Sqrt(count) * distance);

    // 2 Σ (−1)^(k−1) exp(−2k²x²), or for small x the same by the other series.
    private static double Limit(double x)
    {
        if (x <= 0)
        {
            return 1;
        }

        if (x < 1)
        {
            double scale = -(Math.PI * Math.PI) / (8 * x * x);
            double lower = 0;
            for (int k = 1; k < 40; k += 2)
            {
                lower += Math.Exp(k * k * scale);
            }

            return 1 - (lower * Math.Sqrt(2 * Math.PI) / x);
        }

        double upper = 0;
        for (int k = 1; k < 40; k++)
        {
            upper += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2 * k * k * x * x);
        }

        return upper;
    }

    // P(D < d) = n!/nⁿ times the middle element of Hⁿ.
    private static double Exact(double distance, int count)
    {
        int k = (int)(count * distance) + 1;
        int size = (2 * k) - 1;
        double h = k - (count * distance);
        var matrix = new double[size, size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                matrix[row, column] = row - column + 1 >= 0 ? 1 : 0;
            }
        }

        for (int index = 0; index < size; index++)
        {
            matrix[index, 0] -= Math.Pow(h, index + 1);
            matrix[size - 1, index] -= Math.Pow(h, size - index);
        }

        matrix[size - 1, 0] += (2 * h) - 1 > 0 ? Math.Pow((2 * h) - 1, size) : 0;
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                for (int factor = 1; factor <= row - column + 1; factor++)
                {
                    matrix[row, column] /= factor;
                }
            }
        }

        (double[,] power, int exponent) = Power(matrix, count);
        double value = power[k - 1, k - 1];
        for (int index = 1; index <= count; index++)
        {
            value = value * index / count;
            if (value < 1e-140)
            {
                value *= 1e140;
                exponent -= 140;
            }
        }

        return value * Math.Pow(10, exponent);
    }

    private static (double[,] Matrix, int Exponent) Power(double[,] matrix, int power)
    {
        if (power == 1)
        {
            return (matrix, 0);
        }

        (double[,] half, int exponent) = Power(matrix, power / 2);
        double[,] result = Product(half, half);
        exponent *= 2;
        result = power % 2 == 1 ? Product(matrix, result) : result;
        int middle = result.GetLength(0) / 2;
        if (result[middle, middle] > 1e140)
        {
            for (int row = 0; row < result.GetLength(0); row++)
            {
                for (int column = 0; column < result.GetLength(0); column++)
                {
                    result[row, column] *= 1e-140;
                }
            }

            exponent += 140;
        }

        return (result, exponent);
    }

    private static double[,] Product(double[,] left, double[,] right)
    {
        int size = left.GetLength(0);
        var product = new double[size, size];
        for (int row = 0; row < size; row++)
        {
            for (int inner = 0; inner < size; inner++)
            {
                for (int column = 0; left[row, inner] != 0 && column < size; column++)
                {
                    product[row, column] += left[row, inner] * right[inner, column];
                }
            }
        }

        return product;
    }
}
