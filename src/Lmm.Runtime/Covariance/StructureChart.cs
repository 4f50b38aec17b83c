using Lmm.Kernels;

namespace Lmm.Covariance;

/// <summary>A structure's own parameters, for one from which no variances are taken out.</summary>
internal sealed class StructureChart(TermAxes axes) : ICovarianceChart
{
    private readonly double[] _derivative = new double[axes.EffectCount * axes.EffectCount];

    /// <inheritdoc/>
    public int ParameterCount => axes.Structure.ParameterCount;

    /// <inheritdoc/>
    public void Origin(Span<double> theta) => axes.Theta.CopyTo(theta);

    /// <inheritdoc/>
    public void Factor(ReadOnlySpan<double> theta, Span<double> lambda) => axes.Structure.Factor(theta, lambda);

    /// <inheritdoc/>
    public void Derivative(ReadOnlySpan<double> theta, int parameter, Span<double> derivative) => axes.Structure.Derivative(theta, parameter, derivative);

    /// <inheritdoc/>
    public double Slope(ReadOnlySpan<double> theta, int parameter, ReadOnlySpan<double> slopes)
    {
        Derivative(theta, parameter, _derivative);
        return VectorProducts.Dot(_derivative, slopes[.._derivative.Length]);
    }
}
