namespace Lmm.Solver;

/// <summary>
/// The covariance matrices of a structure with at most so many directions that vary, near a given one: M = QT with the axes Q of that one and
/// a lower trapezoidal (or diagonal) T, whose free elements are the parameters. With all directions it is a chart of the inside.
/// </summary>
/// <remarks>
/// Because the axes are in the order of their sizes, T's large elements stand before its small ones, and no element of T is determined by a
/// pivot that vanishes.
/// </remarks>
internal sealed class CovarianceFace(TermAxes axes, int rank) : ICovarianceMap
{
    private readonly int k = axes.EffectCount;
    private readonly (int Row, int Column)[] elements = axes.Term.Covariance.FreeElements(rank).ToArray();

    /// <inheritdoc/>
    public int ParameterCount => elements.Length;

    /// <summary>The row of T that a parameter stands in.</summary>
    public int Row(int parameter) => elements[parameter].Row;

    /// <summary>The column of T that a parameter stands in.</summary>
    public int Column(int parameter) => elements[parameter].Column;

    /// <summary>Writes the parameters of the point that the axes are of.</summary>
    public void Origin(Span<double> theta)
    {
        for (int parameter = 0; parameter < elements.Length; parameter++)
        {
            theta[parameter] = elements[parameter].Row == elements[parameter].Column ? axes.Sizes[elements[parameter].Row] : 0;
        }
    }

    /// <inheritdoc/>
    public void Factor(ReadOnlySpan<double> theta, Span<double> lambda)
    {
        lambda[..(k * k)].Clear();
        for (int parameter = 0; parameter < elements.Length; parameter++)
        {
            (int axis, int column) = elements[parameter];
            for (int row = 0; row < k; row++)
            {
                lambda[(row * k) + column] += axes.Axes[(row * k) + axis] * theta[parameter];
            }
        }
    }

    /// <inheritdoc/>
    public void Derivative(ReadOnlySpan<double> theta, int parameter, Span<double> derivative)
    {
        derivative[..(k * k)].Clear();
        (int axis, int column) = elements[parameter];
        for (int row = 0; row < k; row++)
        {
            derivative[(row * k) + column] = axes.Axes[(row * k) + axis];
        }
    }
}
