namespace Lmm.Solver;

/// <summary>The end of the search for θ, in working coordinates.</summary>
/// <param name="Theta">The parameters.</param>
/// <param name="Converged">Whether it is a minimum.</param>
/// <param name="Message">How it ended.</param>
internal sealed record CovarianceOptimum(double[] Theta, bool Converged, string Message);
