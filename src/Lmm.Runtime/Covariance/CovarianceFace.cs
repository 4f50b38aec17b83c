namespace Lmm.Covariance;

/// <summary>
/// The covariance matrices of a structure with at most so many directions that vary, near a given one: M = QT with the axes Q of that one and
/// a lower trapezoidal (or diagonal) T, whose free elements are the parameters. With all directions it is a chart of the inside.
/// </summary>
/// <remarks>
/// Because the axes are in the order of their sizes, T's large elements stand before its small ones, and no element of T is determined by a
/// pivot that vanishes.
/// </remarks>
internal sealed class CovarianceFace(TermAxes axes, int rank) : ICovarianceChart
{
    private readonly int _k = axes.EffectCount;
    private readonly (int Row, int Column)[] _elements = axes.Structure.FreeElements(rank).ToArray();

    /// <inheritdoc/>
    public int ParameterCount => _elements.Length;

    /// <summary>The row of T that a parameter stands in.</summary>
    public int Row(int parameter) => _elements[parameter].Row;

    /// <summary>The column of T that a parameter stands in.</summary>
    public int Column(int parameter) => _elements[parameter].Column;

    /// <inheritdoc/>
    public void Origin(Span<double> theta)
    {
        for (int parameter = 0; parameter < _elements.Length; parameter++)
        {
            theta[parameter] = _elements[parameter].Row == _elements[parameter].Column ? axes.Sizes[_elements[parameter].Row] : 0;
        }
    }

    /// <inheritdoc/>
    public void Factor(ReadOnlySpan<double> theta, Span<double> lambda)
    {
        lambda[..(_k * _k)].Clear();
        for (int parameter = 0; parameter < _elements.Length; parameter++)
        {
            (int axis, int column) = _elements[parameter];
            for (int row = 0; row < _k; row++)
            {
                lambda[(row * _k) + column] += axes.Axes[(row * _k) + axis] * theta[parameter];
            }
        }
    }

    /// <inheritdoc/>
    public void Derivative(ReadOnlySpan<double> theta, int parameter, Span<double> derivative)
    {
        derivative[..(_k * _k)].Clear();
        (int axis, int column) = _elements[parameter];
        for (int row = 0; row < _k; row++)
        {
            derivative[(row * _k) + column] = axes.Axes[(row * _k) + axis];
        }
    }

    /// <inheritdoc/>
    public double Slope(ReadOnlySpan<double> theta, int parameter, ReadOnlySpan<double> slopes)
    {
        (int axis, int column) = _elements[parameter];
        double sum = 0;
        for (int row = 0; row < _k; row++)
        {
            sum += axes.Axes[(row * _k) + axis] * slopes[(row * _k) + column];
        }

        return sum;
    }
}
