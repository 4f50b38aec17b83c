using System.Runtime.CompilerServices;

namespace Lmm.Solver;

/// <summary>
/// The Hessian of the criterion in θ as far as it is known without differences: the expected one, plus 2 tr(Γ ∂Λᵢ∂Λⱼᵀ) with Γ = ∂f/∂Σ, which
/// vanishes at an optimum inside and is the whole curvature where a column of Λ is zero.
/// </summary>
internal sealed class ParameterInformation
{
    private readonly ProfiledCriterion criterion;
    private readonly RandomTermLayout[] terms;
    private readonly InformationMatrix information;
    private readonly double[] lambda;
    private readonly double[] direction;
    private readonly double[] slope;
    private readonly double[][] derivatives;

    public ParameterInformation(ProfiledCriterion criterion, RandomTermLayout[] terms)
    {
        this.criterion = criterion;
        this.terms = terms;
        information = new InformationMatrix(
            criterion, terms.SelectMany(static term => Enumerable.Repeat(term, term.Covariance.ParameterCount)).ToArray());
        int size = terms.Max(static term => term.EffectCount * term.EffectCount);
        lambda = new double[size];
        direction = new double[size];
        slope = new double[criterion.Lambda.Max(static matrix => matrix.Length)];
        derivatives = terms.SelectMany(static term => Enumerable.Range(0, term.Covariance.ParameterCount).Select(_ => new double[term.EffectCount * term.EffectCount])).ToArray();
    }

    /// <summary>Writes the matrix, d × d, at the θ of the last gradient.</summary>
    public void Form(ReadOnlySpan<double> theta, Span<double> matrix)
    {
        int at = 0;
        foreach (RandomTermLayout term in terms)
        {
            int count = term.Covariance.ParameterCount;
            Differentiate(term, theta.Slice(at, count), at);
            at += count;
        }

        information.Form(matrix);
        at = 0;
        foreach (RandomTermLayout term in terms)
        {
            AddBoundaryCurvature(term, at, matrix);
            at += term.Covariance.ParameterCount;
        }
    }

    // ∂(ΛΛᵀ)/∂θ for every parameter of a term.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Differentiate(RandomTermLayout term, ReadOnlySpan<double> theta, int at)
    {
        int k = term.EffectCount;
        term.Covariance.Factor(theta, lambda.AsSpan(0, k * k));
        for (int parameter = 0; parameter < theta.Length; parameter++)
        {
            double[] derivative = derivatives[at + parameter];
            term.Covariance.Derivative(theta, parameter, derivative);
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

            information.Set(at + parameter, term, direction);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBoundaryCurvature(RandomTermLayout term, int at, Span<double> matrix)
    {
        int k = term.EffectCount;
        FactorSums sums = criterion.Sums(term.Factor);
        int width = sums.EffectCount;
        int count = term.Covariance.ParameterCount;
        sums.CovarianceSlope(criterion.Lambda[term.Factor], criterion.ResidualWeight, slope.AsSpan(0, width * width));
        for (int first = 0; first < count; first++)
        {
            for (int second = 0; second < count; second++)
            {
                double sum = 0;
                for (int row = 0; row < k; row++)
                {
                    for (int column = 0; column < k; column++)
                    {
                        double factor = slope[((term.Offset + row) * width) + term.Offset + column];
                        sum += factor * LevelBlock.Dot(derivatives[at + first].AsSpan(row * k, k), derivatives[at + second].AsSpan(column * k, k));
                    }
                }

                matrix[((at + first) * information.Count) + at + second] += 2 * sum;
            }
        }
    }
}
