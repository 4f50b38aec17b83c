using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Hypotheses.Clusters;

/// <summary>The rows of one cluster, or few combinations of them that hold all that the model says of the cluster.</summary>
/// <param name="Variance">Θ, the covariance matrix of the working model over σ².</param>
/// <param name="X">The working columns of X.</param>
/// <param name="Weighted">Y, the columns as the estimate weights them: its normal equations are YᵀX.</param>
/// <param name="Residuals">Response less offset and Xβ̂.</param>
internal sealed record ClusterBlock(Matrix<double> Variance, Matrix<double> X, Matrix<double> Weighted, Vector<double> Residuals);
