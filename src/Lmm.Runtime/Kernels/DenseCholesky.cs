namespace Lmm.Kernels;

/// <summary>Cholesky factorisation and inversion of dense symmetric matrices, held row by row; only the lower triangle is read and written.</summary>
internal static class DenseCholesky
{
    /// <summary>Overwrites A (order n, rows <paramref name="stride"/> apart) with L, A = LLᵀ; false when A is not positive definite.</summary>
    public static bool Factor(Span<double> a, int order, int stride, CancellationToken cancellationToken)
    {
        for (int row = 0; row < order; row++)
        {
            if ((row & 63) == 0 && cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            Span<double> values = a.Slice(row * stride, row + 1);
            for (int column = 0; column < row; column++)
            {
                ReadOnlySpan<double> other = a.Slice(column * stride, column + 1);
                values[column] = (values[column] - VectorProducts.Dot(other[..column], values)) / other[column];
            }

            double pivot = values[row] - VectorProducts.Dot(values[..row], values);
            if (!(pivot > 0) || double.IsPositiveInfinity(pivot))
            {
                return false;
            }

            values[row] = Math.Sqrt(pivot);
        }

        return true;
    }

    /// <summary>Overwrites L with the lower triangle of (LLᵀ)⁻¹.</summary>
    public static void Invert(Span<double> lower, int order, int stride)
    {
        InvertTriangle(lower, order, stride);

        // (L⁻¹)ᵀL⁻¹ by rows: row i of the product needs rows i, i + 1, … of L⁻¹ only, so it may be overwritten in passing.
        for (int row = 0; row < order; row++)
        {
            Span<double> target = lower.Slice(row * stride, row + 1);
            double pivot = target[row];
            for (int column = 0; column <= row; column++)
            {
                target[column] *= pivot;
            }

            for (int below = row + 1; below < order; below++)
            {
                ReadOnlySpan<double> source = lower.Slice(below * stride, row + 1);
                VectorProducts.Add(source[row], source, target);
            }
        }
    }

    // Row i of L⁻¹ = −(1/L[i,i]) Σ_{j<i} L[i,j] · (row j of L⁻¹).
    private static void InvertTriangle(Span<double> lower, int order, int stride)
    {
        var coefficients = new double[order];
        for (int row = 0; row < order; row++)
        {
            Span<double> target = lower.Slice(row * stride, row + 1);
            double scale = 1 / target[row];
            target[..row].CopyTo(coefficients);
            target[..row].Clear();
            for (int column = 0; column < row; column++)
            {
                VectorProducts.Add(-scale * coefficients[column], lower.Slice(column * stride, column + 1), target);
            }

            target[row] = scale;
        }
    }
}
