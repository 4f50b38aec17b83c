using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>All variances and correlations free: θ is the lower triangle of Λ, column by column (Bates et al. 2015, section 2.2).</summary>
internal sealed class UnstructuredCovariance(int effectCount) : ICovarianceParameterization
{
    public int EffectCount { get; } = effectCount;

    public int ParameterCount => EffectCount * (EffectCount + 1) / 2;

    public EffectBasis Basis => EffectBasis.Any;

    public void Start(double scale, Span<double> theta)
    {
        int next = 0;
        for (int column = 0; column < EffectCount; column++)
        {
            for (int row = column; row < EffectCount; row++)
            {
                theta[next++] = row == column ? scale : 0;
            }
        }
    }

    public void Factor(ReadOnlySpan<double> theta, Span<double> lambda)
    {
        lambda.Clear();
        int next = 0;
        for (int column = 0; column < EffectCount; column++)
        {
            for (int row = column; row < EffectCount; row++)
            {
                lambda[(row * EffectCount) + column] = theta[next++];
            }
        }
    }

    public int CovarianceDimension => ParameterCount;

    public void Derivative(ReadOnlySpan<double> theta, int parameter, Span<double> derivative)
    {
        derivative.Clear();
        derivative[Place(parameter)] = 1;
    }

    public void CovarianceBasis(int index, Span<double> matrix)
    {
        matrix.Clear();
        int place = Place(index);
        matrix[place] = 1;
        matrix[((place % EffectCount) * EffectCount) + (place / EffectCount)] = 1;
    }

    public void Parameters(ReadOnlySpan<double> lambda, Span<double> theta)
    {
        int next = 0;
        for (int column = 0; column < EffectCount; column++)
        {
            for (int row = column; row < EffectCount; row++)
            {
                theta[next++] = lambda[(row * EffectCount) + column];
            }
        }
    }

    public bool TryBoundary(ReadOnlySpan<double> theta, double threshold, Span<double> boundary)
    {
        int k = EffectCount;
        Span<double> lambda = stackalloc double[k * k];
        Factor(theta, lambda);
        ColumnRotation.Orthogonalize(lambda, k);
        bool found = false;
        for (int direction = 0; direction < k; direction++)
        {
            double size = ColumnRotation.Length(lambda, k, direction);
            if (size >= threshold)
            {
                continue;
            }

            found |= size > 0;
            for (int row = 0; row < k; row++)
            {
                lambda[(row * k) + direction] = 0;
            }
        }

        Span<double> canonical = stackalloc double[k * k];
        Span<double> rotation = stackalloc double[k * k];
        CanonicalFactor.Write(lambda, k, canonical, rotation);
        Parameters(canonical, boundary);
        return found;
    }

    // Where in the matrix, row by row, a parameter stands.
    private int Place(int parameter)
    {
        int column = 0;
        int rest = parameter;
        while (rest >= EffectCount - column)
        {
            rest -= EffectCount - column;
            column++;
        }

        return ((column + rest) * EffectCount) + column;
    }
}
