namespace Lmm.Covariance;

/// <summary>Covariance matrices of one term near a given one, by parameters of which some are that one's.</summary>
internal interface ICovarianceChart : ICovarianceMap
{
    /// <summary>Writes the parameters of the point that the chart is about.</summary>
    void Origin(Span<double> theta);

    /// <summary>The derivative of a function of M with respect to a parameter, by its derivatives with respect to all elements of M, k × k.</summary>
    double Slope(ReadOnlySpan<double> theta, int parameter, ReadOnlySpan<double> slopes);
}
