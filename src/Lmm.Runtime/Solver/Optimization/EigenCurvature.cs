namespace Lmm.Solver.Optimization;

/// <summary>Steps along the eigenvectors of the scaled matrix, its negative eigenvalues taken for positive ones.</summary>
internal sealed class EigenCurvature(int count) : ICurvature
{
    private const double FlatCurvature = 1e-9;

    private readonly ScaledEigen _eigen = new(count);
    private readonly double[] _components = new double[count];

    /// <inheritdoc/>
    public bool TrySet(ReadOnlySpan<double> hessian, double least) => _eigen.TrySet(hessian, least);

    /// <inheritdoc/>
    public double Step(ReadOnlySpan<double> gradient, Span<double> step)
    {
        _eigen.Components(gradient, _components);
        double flat = FlatCurvature * _eigen.Largest;
        double decrease = 0;
        for (int index = 0; index < count; index++)
        {
            double size = Math.Max(Math.Abs(_eigen.Values[index]), flat);
            decrease += _components[index] * _components[index] / size / 2;
            _components[index] = -_components[index] / size;
        }

        _eigen.Expand(_components, step);
        return decrease;
    }
}
