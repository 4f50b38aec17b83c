using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Steps along the eigenvectors of the scaled matrix, its negative eigenvalues taken for positive ones; to the expected Hessian comes what the gradients
/// have shown.
/// </summary>
internal sealed class EigenCurvature(int count) : ICurvature
{
    private const double FlatCurvature = 1e-9;

    private readonly ScaledEigen _eigen = new(count);
    private readonly SecantCorrection _correction = new(count);
    private readonly double[] _expected = new double[count * count];
    private readonly double[] _components = new double[count];

    /// <inheritdoc/>
    public bool HasLearnt => !_correction.IsEmpty;

    /// <inheritdoc/>
    public bool TrySet(ApproximateHessian expected, double least)
    {
        expected.CopyTo(_expected);
        return _eigen.TrySet(_correction.IsEmpty ? _expected : _correction.Corrected(_expected), least);
    }

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

    /// <inheritdoc/>
    public void Learn(ApproximateHessian expected, ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradientAfter)
    {
        expected.CopyTo(_expected);
        _correction.Learn(_expected, from, to, gradientBefore, gradientAfter);
    }

    /// <inheritdoc/>
    public void Forget() => _correction.Clear();
}
