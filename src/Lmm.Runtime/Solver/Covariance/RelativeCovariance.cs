namespace Lmm.Solver;

/// <summary>
/// A covariance structure whose parameters are relative to a given Λ₀: Λ = Λ₀Λ'. Where standard deviations are thousands or millions of σ, parameters near
/// one are what optimizers and differences are made for; the set of covariance matrices is the same.
/// </summary>
internal sealed class RelativeCovariance : ICovarianceParameterization
{
    private readonly ICovarianceParameterization structure;
    private readonly double[] origin;

    /// <summary>Makes the structure relative to Λ₀, of which a pivot below one (a standard deviation of σ) counts as one.</summary>
    public RelativeCovariance(ICovarianceParameterization structure, ReadOnlySpan<double> theta)
    {
        this.structure = structure;
        int k = structure.EffectCount;
        origin = new double[k * k];
        structure.Factor(theta, origin);
        for (int pivot = 0; pivot < k; pivot++)
        {
            ref double own = ref origin[(pivot * k) + pivot];
            own = Math.Max(1, Math.Abs(own));
        }
    }

    public int EffectCount => structure.EffectCount;

    public int ParameterCount => structure.ParameterCount;

    public EffectBasis Basis => structure.Basis;

    public int CovarianceDimension => structure.CovarianceDimension;

    public void Start(double scale, Span<double> theta)
    {
        int k = EffectCount;
        Span<double> lambda = stackalloc double[k * k];
        lambda.Clear();
        for (int effect = 0; effect < k; effect++)
        {
            lambda[(effect * k) + effect] = scale;
        }

        Parameters(lambda, theta);
    }

    public void Factor(ReadOnlySpan<double> theta, Span<double> lambda)
    {
        Span<double> relative = stackalloc double[origin.Length];
        structure.Factor(theta, relative);
        LevelBlock.Product(origin, relative, lambda, EffectCount);
    }

    public void Derivative(ReadOnlySpan<double> theta, int parameter, Span<double> derivative)
    {
        Span<double> relative = stackalloc double[origin.Length];
        structure.Derivative(theta, parameter, relative);
        LevelBlock.Product(origin, relative, derivative, EffectCount);
    }

    public void CovarianceBasis(int index, Span<double> matrix) => structure.CovarianceBasis(index, matrix);

    // Λ' = Λ₀⁻¹Λ, column by column.
    public void Parameters(ReadOnlySpan<double> lambda, Span<double> theta)
    {
        int k = EffectCount;
        Span<double> relative = stackalloc double[k * k];
        lambda[..(k * k)].CopyTo(relative);
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                double sum = relative[(row * k) + column];
                for (int inner = 0; inner < row; inner++)
                {
                    sum -= origin[(row * k) + inner] * relative[(inner * k) + column];
                }

                relative[(row * k) + column] = sum / origin[(row * k) + row];
            }
        }

        structure.Parameters(relative, theta);
    }

    public bool TryBoundary(ReadOnlySpan<double> theta, double threshold, Span<double> boundary)
    {
        Span<double> lambda = stackalloc double[origin.Length];
        Span<double> absolute = stackalloc double[ParameterCount];
        Span<double> nearest = stackalloc double[ParameterCount];
        Factor(theta, lambda);
        structure.Parameters(lambda, absolute);
        bool isFound = structure.TryBoundary(absolute, threshold, nearest);
        structure.Factor(nearest, lambda);
        Parameters(lambda, boundary);
        return isFound;
    }
}
