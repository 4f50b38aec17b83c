using Lmm.Covariance;
using Lmm.Crossing;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Tests.Solver;

/// <summary>Takes lme4's θ to the coordinates that the solver works in.</summary>
internal static class WorkingTheta
{
    /// <summary>lme4 orders terms by decreasing number of levels, ties in the formula's order.</summary>
    public static double[] Of(CrossProducts products, ModelDesign design, double[] theta)
    {
        int[] order = Enumerable.Range(0, design.RandomTerms.Length).OrderByDescending(term => design.RandomTerms[term].Grouping.Levels.Length).ToArray();
        var parts = new double[order.Length][];
        int at = 0;
        foreach (int term in order)
        {
            int count = products.Terms[term].Covariance.ParameterCount;
            parts[term] = Of(products.Terms[term], theta.AsSpan(at, count));
            at += count;
        }

        return parts.SelectMany(static part => part).ToArray();
    }

    /// <summary>The working θ of Λ on the data's scale, one matrix per term.</summary>
    public static double[] Of(CrossProducts products, double[][,] lambdas)
        => products.Terms.Zip(lambdas, static (term, lambda) => Of(term, lambda.Cast<double>().ToArray().AsSpan(), isLambda: true)).SelectMany(static part => part).ToArray();

    private static double[] Of(RandomTermLayout term, ReadOnlySpan<double> values, bool isLambda = false)
    {
        int k = term.EffectCount;
        var lambda = new double[k * k];
        if (isLambda)
        {
            values.CopyTo(lambda);
        }
        else
        {
            term.Covariance.Factor(values, lambda);
        }

        Matrix<double> map = Matrix<double>.Build.DenseOfArray(term.Basis.FromData);
        Matrix<double> working = map.LU().Solve(Matrix<double>.Build.Dense(k, k, (row, column) => lambda[(row * k) + column]));
        var result = new double[term.Covariance.ParameterCount];
        var canonical = new double[k * k];
        CanonicalFactor.Write(working.Transpose().ToColumnMajorArray(), k, canonical, new double[k * k]);
        term.Covariance.Parameters(canonical, result);
        return result;
    }
}
