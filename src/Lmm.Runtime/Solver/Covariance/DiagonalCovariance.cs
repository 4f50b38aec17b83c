namespace Lmm.Solver;

/// <summary>Variances free, correlations zero: θ is the diagonal of Λ.</summary>
internal sealed class DiagonalCovariance(int effectCount) : ICovarianceParameterization
{
    public int EffectCount { get; } = effectCount;

    public int ParameterCount => EffectCount;

    public EffectBasis Basis => EffectBasis.Scaling;

    public void Start(double scale, Span<double> theta) => theta[..EffectCount].Fill(scale);

    public void Factor(ReadOnlySpan<double> theta, Span<double> lambda)
    {
        lambda.Clear();
        for (int effect = 0; effect < EffectCount; effect++)
        {
            lambda[(effect * EffectCount) + effect] = theta[effect];
        }
    }

    public int CovarianceDimension => EffectCount;

    public void Derivative(ReadOnlySpan<double> theta, int parameter, Span<double> derivative) => CovarianceBasis(parameter, derivative);

    public void CovarianceBasis(int index, Span<double> matrix)
    {
        matrix.Clear();
        matrix[(index * EffectCount) + index] = 1;
    }

    public void Parameters(ReadOnlySpan<double> lambda, Span<double> theta)
    {
        for (int effect = 0; effect < EffectCount; effect++)
        {
            theta[effect] = lambda[(effect * EffectCount) + effect];
        }
    }

    public bool TryBoundary(ReadOnlySpan<double> theta, double threshold, Span<double> boundary)
    {
        bool found = false;
        for (int effect = 0; effect < EffectCount; effect++)
        {
            bool isSmall = Math.Abs(theta[effect]) < threshold;
            boundary[effect] = isSmall ? 0 : theta[effect];
            found |= isSmall && theta[effect] != 0;
        }

        return found;
    }
}
