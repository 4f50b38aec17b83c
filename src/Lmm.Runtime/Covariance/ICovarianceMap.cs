namespace Lmm.Covariance;

/// <summary>A differentiable map from some parameters to a k × k matrix M with Σ = MMᵀ, the covariance matrix of k effects over σ².</summary>
internal interface ICovarianceMap
{
    /// <summary>The number of parameters.</summary>
    int ParameterCount { get; }

    /// <summary>Writes M; k × k, row by row.</summary>
    void Factor(ReadOnlySpan<double> theta, Span<double> lambda);

    /// <summary>Writes the derivative of M with respect to one parameter, or any D with DMᵀ + MDᵀ = ∂Σ; k × k, row by row.</summary>
    void Derivative(ReadOnlySpan<double> theta, int parameter, Span<double> derivative);
}
