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
    private readonly ICovarianceMap[] maps;
    private readonly InformationMatrix information;
    private readonly double[] lambda;
    private readonly double[] direction;
    private readonly double[] slope;
    private readonly double[][] derivatives;

    /// <summary>Makes room for the Hessian in the parameters of one map per term.</summary>
    public ParameterInformation(ProfiledCriterion criterion, RandomTermLayout[] terms, ICovarianceMap[] maps)
    {
        this.criterion = criterion;
        this.terms = terms;
        this.maps = maps;
        information = new InformationMatrix(
            criterion, terms.Zip(maps, static (term, map) => Enumerable.Repeat(term, map.ParameterCount)).SelectMany(static repeated => repeated).ToArray());
        int size = terms.Max(static term => term.EffectCount * term.EffectCount);
        lambda = new double[size];
        direction = new double[size];
        slope = new double[criterion.Lambda.Max(static matrix => matrix.Length)];
        derivatives = terms.Zip(maps, static (term, map) => Enumerable.Range(0, map.ParameterCount).Select(_ => new double[term.EffectCount * term.EffectCount])).SelectMany(static matrices => matrices).ToArray();
    }

    /// <summary>Writes the matrix, d × d, at the θ of the last gradient.</summary>
    public void Form(ReadOnlySpan<double> theta, Span<double> matrix)
    {
        int at = 0;
        for (int term = 0; term < terms.Length; term++)
        {
            int count = maps[term].ParameterCount;
            Differentiate(terms[term], maps[term], theta.Slice(at, count), at);
            at += count;
        }

        information.Form(matrix);
        at = 0;
        for (int term = 0; term < terms.Length; term++)
        {
            AddBoundaryCurvature(terms[term], maps[term].ParameterCount, at, matrix);
            at += maps[term].ParameterCount;
        }
    }

    // ∂(ΛΛᵀ)/∂θ for every parameter of a term.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Differentiate(RandomTermLayout term, ICovarianceMap map, ReadOnlySpan<double> theta, int at)
    {
        int k = term.EffectCount;
        map.Factor(theta, lambda.AsSpan(0, k * k));
        for (int parameter = 0; parameter < theta.Length; parameter++)
        {
            double[] derivative = derivatives[at + parameter];
            map.Derivative(theta, parameter, derivative);
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
    private void AddBoundaryCurvature(RandomTermLayout term, int count, int at, Span<double> matrix)
    {
        int k = term.EffectCount;
        FactorSums sums = criterion.Sums(term.Factor);
        int width = sums.EffectCount;
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
