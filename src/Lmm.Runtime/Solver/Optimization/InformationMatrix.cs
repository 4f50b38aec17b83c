using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Solver;

/// <summary>
/// The expected second derivatives of the criterion along directions dΣ of the factors' covariance matrices (over σ²), σ² profiled out:
/// Σ tr(R dΣᵢ R dΣⱼ) − tr(ΣR dΣᵢ)·tr(ΣR dΣⱼ)/d. What different factors share is left out.
/// </summary>
internal sealed class InformationMatrix
{
    private readonly ProfiledCriterion criterion;
    private readonly List<(int Factor, double[] Matrix)> directions = [];

    public InformationMatrix(ProfiledCriterion criterion) => this.criterion = criterion;

    /// <summary>Adds a direction: a symmetric matrix over the effects of one term.</summary>
    public void Add(RandomTermLayout term, ReadOnlySpan<double> matrix)
    {
        int k = term.EffectCount;
        int width = criterion.Products.Factors[term.Factor].EffectCount;
        var whole = new double[width * width];
        for (int row = 0; row < k; row++)
        {
            matrix.Slice(row * k, k).CopyTo(whole.AsSpan(((term.Offset + row) * width) + term.Offset));
        }

        directions.Add((term.Factor, whole));
    }

    /// <summary>Adds ∂(ΛΛᵀ)/∂θ for every parameter of the model.</summary>
    public void AddParameters(ReadOnlySpan<double> theta)
    {
        int at = 0;
        foreach (RandomTermLayout term in criterion.Products.Terms)
        {
            int k = term.EffectCount;
            int count = term.Covariance.ParameterCount;
            var lambda = new double[k * k];
            var derivative = new double[k * k];
            var direction = new double[k * k];
            term.Covariance.Factor(theta.Slice(at, count), lambda);
            for (int parameter = 0; parameter < count; parameter++)
            {
                term.Covariance.Derivative(theta.Slice(at, count), parameter, derivative);
                LevelBlock.ProductTransposed(derivative, lambda, direction, k);
                for (int row = 0; row < k; row++)
                {
                    for (int column = 0; column <= row; column++)
                    {
                        double sum = direction[(row * k) + column] + direction[(column * k) + row];
                        direction[(row * k) + column] = sum;
                        direction[(column * k) + row] = sum;
                    }
                }

                Add(term, direction);
            }

            at += count;
        }
    }

    /// <summary>Forms the matrix for all directions added, from the sums of the last gradient.</summary>
    public double[,] Form()
    {
        int count = directions.Count;
        double[] traces = directions.ConvertAll(direction =>
        {
            FactorSums sums = criterion.Sums(direction.Factor);
            return FactorSums.Trace(sums.Precision, direction.Matrix, sums.EffectCount);
        }).ToArray();
        var matrix = new double[count, count];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double shared = directions[row].Factor == directions[column].Factor
                    ? criterion.Sums(directions[row].Factor).Information(directions[row].Matrix, directions[column].Matrix)
                    : 0;
                matrix[row, column] = matrix[column, row] = shared - (traces[row] * traces[column] / criterion.DegreesOfFreedom);
            }
        }

        return matrix;
    }

    /// <summary>
    /// The expected Hessian and the gradient of −2 log-likelihood in σ² (first, relative to its present value r²/d) and all directions added,
    /// Σ scaled along with σ².
    /// </summary>
    public (Matrix<double> Hessian, Vector<double> Gradient) WithResidualVariance()
    {
        int count = directions.Count;
        double degrees = criterion.DegreesOfFreedom;
        double weight = criterion.ResidualWeight;
        double[][] covariances = Array.ConvertAll(criterion.Lambda, static lambda => Covariance(lambda));
        double trace = 0;
        double twice = 0;
        double shrunk = 0;
        for (int factor = 0; factor < covariances.Length; factor++)
        {
            FactorSums sums = criterion.Sums(factor);
            trace += FactorSums.Trace(sums.Precision, covariances[factor], sums.EffectCount);
            twice += sums.Information(covariances[factor], covariances[factor]);
            shrunk += FactorSums.Trace(sums.Score, covariances[factor], sums.EffectCount);
        }

        var hessian = Matrix<double>.Build.Dense(count + 1, count + 1);
        var gradient = Vector<double>.Build.Dense(count + 1);
        hessian[0, 0] = degrees - (2 * trace) + twice;
        gradient[0] = (degrees - trace) - (degrees - (weight * shrunk));
        for (int row = 0; row < count; row++)
        {
            (int factor, double[] matrix) = directions[row];
            FactorSums sums = criterion.Sums(factor);
            double own = FactorSums.Trace(sums.Precision, matrix, sums.EffectCount);
            gradient[row + 1] = own - (weight * FactorSums.Trace(sums.Score, matrix, sums.EffectCount));
            hessian[0, row + 1] = hessian[row + 1, 0] = own - sums.Information(covariances[factor], matrix);
            for (int column = 0; column <= row; column++)
            {
                double shared = directions[column].Factor == factor ? sums.Information(matrix, directions[column].Matrix) : 0;
                hessian[row + 1, column + 1] = hessian[column + 1, row + 1] = shared;
            }
        }

        return (hessian, gradient);
    }

    private static double[] Covariance(double[] lambda)
    {
        int k = (int)Math.Round(Math.Sqrt(lambda.Length));
        var covariance = new double[lambda.Length];
        LevelBlock.ProductTransposed(lambda, lambda, covariance, k);
        return covariance;
    }
}
