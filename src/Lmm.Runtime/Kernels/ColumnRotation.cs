namespace Lmm.Kernels;

/// <summary>The singular value decomposition M = USVᵀ of a small square matrix as far as US goes.</summary>
/// <remarks>
/// One-sided Jacobi rotations (Hestenes 1958; Golub &amp; Van Loan, Matrix Computations, 4th ed., section 8.6.3), which find small singular
/// values to full relative accuracy.
/// </remarks>
internal static class ColumnRotation
{
    private const int MostSweeps = 40;
    private const double Negligible = 1e-16;

    /// <summary>Overwrites M (k × k, row by row) with US = MV: its columns become orthogonal, their lengths are the singular values, in no order.</summary>
    public static void Orthogonalize(Span<double> matrix, int k)
    {
        bool isRotated = true;
        for (int sweep = 0; sweep < MostSweeps && isRotated; sweep++)
        {
            isRotated = false;
            for (int second = 1; second < k; second++)
            {
                for (int first = 0; first < second; first++)
                {
                    isRotated |= TryRotate(matrix, k, first, second);
                }
            }
        }
    }

    /// <summary>The length of a column.</summary>
    public static double Length(ReadOnlySpan<double> matrix, int k, int column)
    {
        double sum = 0;
        for (int row = 0; row < k; row++)
        {
            sum += matrix[(row * k) + column] * matrix[(row * k) + column];
        }

        return Math.Sqrt(sum);
    }

    private static bool TryRotate(Span<double> matrix, int k, int first, int second)
    {
        double product = 0;
        double left = 0;
        double right = 0;
        for (int row = 0; row < k; row++)
        {
            double u = matrix[(row * k) + first];
            double v = matrix[(row * k) + second];
            product += u * v;
            left += u * u;
            right += v * v;
        }

        if (!(Math.Abs(product) > Negligible * Math.Sqrt(left * right)))
        {
            return false;
        }

        double ratio = (right - left) / (2 * product);
        double tangent = double.IsFinite(ratio * ratio)
            ? Math.CopySign(1, ratio) / (Math.Abs(ratio) + Math.Sqrt(1 + (ratio * ratio)))
            : 1 / (2 * ratio);
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
        double sine = tangent * cosine;
        for (int row = 0; row < k; row++)
        {
            double u = matrix[(row * k) + first];
            double v = matrix[(row * k) + second];
            matrix[(row * k) + first] = (cosine * u) - (sine * v);
            matrix[(row * k) + second] = (sine * u) + (cosine * v);
        }

        return true;
    }
}
