using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Hypotheses.Clusters;

/// <summary>What the rows of a cluster say of the working coefficients, by a working model whose covariance matrix Θ the estimate weights by.</summary>
/// <param name="Information">XᵀΘ⁻¹X.</param>
/// <param name="Score">XᵀΘ⁻¹y.</param>
internal sealed record ClusterScore(Matrix<double> Information, Vector<double> Score);
