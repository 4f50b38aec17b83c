namespace Lmm;

/// <summary>How the optimizer ended.</summary>
/// <param name="Converged">True when gradient and Hessian, scaled so that the number of rows does not matter, show an optimum.</param>
/// <param name="Evaluations">The evaluations of the objective (with or without gradient) that were spent.</param>
/// <param name="Theta">θ at the optimum.</param>
/// <param name="Gradient">The gradient of the objective with respect to θ there.</param>
/// <param name="Message">In a sentence how it ended; what to do about it when it did not converge.</param>
/// <param name="SingularDirections">For a singular fit, sentences on the variation that the estimated covariance matrices lack, such as "Subject: the variance of Days is zero" or "the covariance of g has rank 2 of 4; …", with directions as unit vectors of effects divided by their standard deviations; else empty.</param>
public sealed record Convergence(bool Converged, int Evaluations, double[] Theta, double[] Gradient, string Message, IReadOnlyList<string> SingularDirections)
{
    /// <summary>True when an estimated covariance matrix is singular: a variance of zero or a perfect correlation.</summary>
    public bool IsSingular => SingularDirections.Count > 0;

    /// <summary>
    /// For data that do not determine all variances, a sentence per direction in which the criterion is flat, with the terms concerned; else empty. The
    /// estimates of these terms depend on where the search started.
    /// </summary>
    public IReadOnlyList<string> FlatDirections { get; init; } = [];
}
