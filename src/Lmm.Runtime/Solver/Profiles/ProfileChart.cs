using Lmm.Covariance;

namespace Lmm.Solver.Profiles;

/// <summary>The covariance matrices of one random term, Σ = MMᵀ over σ² in working coordinates, by the coordinates that a profile is minimised over.</summary>
internal abstract class ProfileChart
{
    /// <summary>The number of coordinates.</summary>
    public abstract int Count { get; }

    /// <summary>Writes the coordinates of the estimate.</summary>
    public abstract void Origin(Span<double> point);

    /// <summary>A size of each coordinate at which it can be seen, to take differences by.</summary>
    public abstract void Sizes(Span<double> sizes);

    /// <summary>Writes M; k × k, row by row.</summary>
    public abstract void Factor(ReadOnlySpan<double> point, Span<double> factor);

    /// <summary>Writes the derivatives of a function of M by those with respect to all elements of M, k × k.</summary>
    public abstract void Gradient(ReadOnlySpan<double> point, ReadOnlySpan<double> slopes, Span<double> gradient);
}

/// <summary>The chart of a term none of whose parameters is given.</summary>
/// <param name="chart">The chart about the estimate.</param>
internal sealed class FreeChart(ICovarianceChart chart) : ProfileChart
{
    /// <summary>The least size that is taken for one, over σ.</summary>
    private const double Small = 0.1;

    /// <inheritdoc/>
    public override int Count => chart.ParameterCount;

    /// <inheritdoc/>
    public override void Origin(Span<double> point) => chart.Origin(point);

    /// <inheritdoc/>
    public override void Sizes(Span<double> sizes)
    {
        chart.Origin(sizes);
        for (int index = 0; index < sizes.Length; index++)
        {
            sizes[index] = Math.Max(Math.Abs(sizes[index]), Small);
        }
    }

    /// <inheritdoc/>
    public override void Factor(ReadOnlySpan<double> point, Span<double> factor) => chart.Factor(point, factor);

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<double> point, ReadOnlySpan<double> slopes, Span<double> gradient)
    {
        for (int index = 0; index < gradient.Length; index++)
        {
            gradient[index] = chart.Slope(point, index, slopes);
        }
    }
}
