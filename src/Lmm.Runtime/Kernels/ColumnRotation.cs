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

    /// <summary>Below this share of the longest column's length a column is zero but for rounding.</summary>
    private const double Null = 1e-14;

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

    /// <summary>Sorts the columns of a matrix by their lengths, the longest first.</summary>
    public static void SortByLength(Span<double> matrix, Span<double> lengths, int k)
    {
        for (int place = 0; place < k; place++)
        {
            int longest = place;
            for (int other = place + 1; other < k; other++)
            {
                longest = lengths[other] > lengths[longest] ? other : longest;
            }

            if (longest != place)
            {
                (lengths[place], lengths[longest]) = (lengths[longest], lengths[place]);
                for (int row = 0; row < k; row++)
                {
                    (matrix[(row * k) + place], matrix[(row * k) + longest]) = (matrix[(row * k) + longest], matrix[(row * k) + place]);
                }
            }
        }
    }

    /// <summary>
    /// Turns orthogonal columns, sorted by length, into an orthonormal basis: those with a length that counts are divided by it, in place of
    /// the others, whose lengths become zero, come unit vectors that are orthogonal to all before.
    /// </summary>
    public static void Normalize(Span<double> matrix, Span<double> lengths, int k)
    {
        int rank = 0;
        for (; rank < k && lengths[rank] > Null * lengths[0]; rank++)
        {
            for (int row = 0; row < k; row++)
            {
                matrix[(row * k) + rank] /= lengths[rank];
            }
        }

        lengths[rank..].Clear();
        Complete(matrix, k, rank);
    }

    /// <summary>Puts unit vectors that are orthogonal to each other and to the first <paramref name="count"/> orthonormal columns in place of the others.</summary>
    public static void Complete(Span<double> matrix, int k, int count)
    {
        for (int column = count; column < k; column++)
        {
            // The squared lengths that the axes have left sum to k − column, so that one of them has 1/k at the least.
            double left = 0;
            for (int axis = 0; axis < k && left * left * k < 0.5; axis++)
            {
                left = Project(matrix, k, column, axis);
            }

            for (int row = 0; row < k; row++)
            {
                matrix[(row * k) + column] /= left;
            }
        }
    }

    // Column := what the columns before it leave of an axis; returns its length. Two passes, so that it is orthogonal to rounding.
    private static double Project(Span<double> matrix, int k, int column, int axis)
    {
        for (int row = 0; row < k; row++)
        {
            matrix[(row * k) + column] = row == axis ? 1 : 0;
        }

        for (int pass = 0; pass < 2; pass++)
        {
            for (int before = 0; before < column; before++)
            {
                double product = 0;
                for (int row = 0; row < k; row++)
                {
                    product += matrix[(row * k) + before] * matrix[(row * k) + column];
                }

                for (int row = 0; row < k; row++)
                {
                    matrix[(row * k) + column] -= product * matrix[(row * k) + before];
                }
            }
        }

        return Length(matrix, k, column);
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
