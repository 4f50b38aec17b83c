using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Formula.Binding;
using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Blocks;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;
using Lmm.Solver.Information;
using Lmm.Solver.Sparse;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Tests.Solver.Expansion;

/// <summary>Every way to the exact Hessian, and to Satterthwaite's degrees of freedom, against matrices of the order of the rows.</summary>
public sealed class DenseHessianTests
{
    private const double Tolerance = 1e-8;

    private static readonly Workers One = new(1, CancellationToken.None);

    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_Hessian_is_that_of_dense_matrices_at_any_theta(string shape)
    {
        foreach (bool isSingular in new[] { false, true })
        {
            CompareHessians(RandomDesigns.Build(shape, 31, weighted: isSingular), Estimation.MaximumLikelihood, isSingular);
            CompareHessians(RandomDesigns.Build(shape, 32, weighted: !isSingular), Estimation.RestrictedMaximumLikelihood, isSingular);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Degrees_of_freedom_are_those_of_dense_matrices(string shape)
    {
        for (int seed = 1; seed <= 4; seed++)
        {
            CompareDegrees(RandomDesigns.Build(shape, seed, weighted: seed > 2), seed % 2 == 0 ? Estimation.MaximumLikelihood : Estimation.RestrictedMaximumLikelihood);
        }
    }

    private static void CompareHessians(ModelDesign design, Estimation estimation, bool isSingular)
    {
        CrossProducts products = CrossProducts.Form(design);
        var criterion = new ProfiledCriterion(products, estimation, One, BlockOrder.Choose(products));
        double[] theta = SomeTheta.Of(criterion, isSingular);
        criterion.Value(theta);
        (int Part, Matrix<double> Direction)[] directions = [.. Enumerable.Range(0, theta.Length).Select(parameter =>
        {
            int part = Enumerable.Range(0, products.Terms.Length).Last(term => criterion.Layout[term].Start <= parameter && criterion.Layout[term].Count > 0);
            var unit = new double[criterion.Layout[part].Count];
            unit[parameter - criterion.Layout[part].Start] = 1;
            return (part, Factor(products.Terms[part].Covariance, unit));
        })];
        Matrix<double>[] factors = [.. products.Terms.Select((term, part) => Factor(term.Covariance, criterion.Layout[part].Of(theta).ToArray()))];
        double[] expected = new DenseHessian(design, products, estimation, factors, directions).Hessian;

        var entries = new CovarianceEntries(products);
        int[] heads = HeadedPrecision.HeadsOf(products);
        AssertClose(expected, InClosedForm(new HeadedPrecision(products, entries, heads, One)));
        if (WholePrecision.Fits(products, heads))
        {
            AssertClose(expected, InClosedForm(new WholePrecision(products, entries, heads[0], One)));
        }

        AssertClose(expected, TangentExpansion.Of(new ProfiledCriterion(products, estimation, One, SparseOrder.Of(products)), Tangents()).Hessian);

        double[] InClosedForm(EffectPrecision precision)
        {
            var expansion = new VarianceExpansion(products, precision, entries, criterion.IsRestricted);
            Assert.True(expansion.TryForm(criterion.Lambda));
            return expansion.Hessian(Tangents());
        }

        CovarianceTangents Tangents()
        {
            var tangents = new CovarianceTangents(products.Terms, criterion.Layout.Owners, entries);
            tangents.MoveTo(theta);
            return tangents;
        }
    }

    private static void CompareDegrees(ModelDesign design, Estimation estimation)
    {
        CrossProducts products = CrossProducts.Form(design);
        MixedModelSolution solution = MixedModelSolver.Solve(products, estimation, FitOptions.Default, CancellationToken.None);
        List<(int Part, Matrix<double> Direction)> directions = [];
        var layout = new ParameterLayout<ICovarianceParameterization>(Array.ConvertAll(products.Terms, static term => term.Covariance));
        Matrix<double>[] factors = [.. products.Terms.Select((term, part) => OfFullRank(term, Factor(term.Covariance, layout[part].Of(solution.Optimum.Theta).ToArray())))];
        for (int part = 0; part < factors.Length; part++)
        {
            for (int row = 0; row < factors[part].RowCount; row++)
            {
                for (int column = 0; column < factors[part].ColumnCount; column++)
                {
                    if (products.Terms[part].Covariance.Structure == CovarianceStructure.Unstructured || factors[part][row, column] != 0)
                    {
                        var direction = Matrix<double>.Build.Dense(factors[part].RowCount, factors[part].ColumnCount);
                        direction[row, column] = 1;
                        directions.Add((part, direction));
                    }
                }
            }
        }

        var dense = new DenseHessian(design, products, estimation, factors, [.. directions]);
        VarianceInformation[] ways = [ExactInformation.About(solution.Optimum, One), TangentInformation.About(solution.Optimum, One)!];
        for (int coefficient = 0; coefficient < products.FixedEffects.Rank; coefficient++)
        {
            Vector<double> function = Vector<double>.Build.Dense(products.FixedEffects.Rank, index => index == coefficient ? 1 : 0);
            double expected = dense.DegreesOfFreedom(function);
            foreach (VarianceInformation way in ways)
            {
                Assert.Equal(expected, way.DegreesOfFreedom(products.FixedEffects.WorkingFunction(function.ToArray())), Tolerance * expected);
            }
        }
    }

    // M with MMᵀ = ΛΛᵀ and a column to each direction that varies.
    private static Matrix<double> OfFullRank(RandomTermLayout term, Matrix<double> lambda)
    {
        if (term.Covariance.Structure != CovarianceStructure.Unstructured)
        {
            return lambda;
        }

        var singular = lambda.Svd();
        int rank = singular.S.Count(value => value > 1e-9 * Math.Max(1, singular.S[0]));
        return Matrix<double>.Build.Dense(lambda.RowCount, rank, (row, column) => singular.U[row, column] * singular.S[column]);
    }

    private static Matrix<double> Factor(ICovarianceParameterization structure, double[] theta)
    {
        int k = structure.EffectCount;
        var lambda = new double[k * k];
        structure.Factor(theta, lambda);
        return Matrix<double>.Build.Dense(k, k, (row, column) => lambda[(row * k) + column]);
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        double size = Math.Max(1, expected.Max(Math.Abs));
        for (int entry = 0; entry < expected.Length; entry++)
        {
            Assert.Equal(expected[entry], actual[entry], Tolerance * size);
        }
    }
}
