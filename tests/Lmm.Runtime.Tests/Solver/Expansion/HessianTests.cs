using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;
using Lmm.Solver.Information;
using Lmm.Solver.Sparse;
using Lmm.Tests.Kernels;

namespace Lmm.Tests.Solver.Expansion;

/// <summary>
/// The Hessian in closed form, through a tail and by the whole matrix, and by derivatives of a sparse factor, away from optima, where Σ's own curvature counts too, and where Λ is singular: against
/// extrapolated differences of analytic gradients.
/// </summary>
public sealed class HessianTests
{
    private static readonly Workers One = new(1, CancellationToken.None);

    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_Hessian_is_the_limit_of_differences_of_gradients(string shape)
    {
        foreach (bool isSingular in new[] { false, true })
        {
            Check(RandomDesigns.Build(shape, 5, weighted: isSingular), Estimation.MaximumLikelihood, isSingular);
            Check(RandomDesigns.Build(shape, 6, weighted: !isSingular), Estimation.RestrictedMaximumLikelihood, isSingular);
        }
    }

    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void The_search_forms_the_Hessian_of_twenty_parameters_in_closed_form(Estimation estimation)
    {
        CrossProducts products = CrossProducts.Form(ReferenceDesigns.Naming());
        var criterion = new ProfiledCriterion(products, estimation, One);
        double[] theta = SomeTheta.Of(criterion, isSingular: false);
        var hessian = new double[theta.Length * theta.Length];

        Assert.True(criterion.TryHessian(theta, hessian));

        Assert.Equal(0, criterion.EvaluationsSpent);
        AssertClose(ExtrapolatedHessian.Of(criterion, theta), hessian);
        MixedModelSolution solution = MixedModelSolver.Solve(products, estimation, FitOptions.Default, CancellationToken.None);
        Assert.InRange(solution.Convergence.Evaluations, 1, theta.Length - 1);
    }

    // One evaluation is less than what goes with the products of matrices.
    [Fact]
    public void The_search_of_small_models_keeps_to_differences()
    {
        var criterion = new ProfiledCriterion(CrossProducts.Form(RandomDesigns.Build("crossed intercepts", 5, weighted: false)), Estimation.MaximumLikelihood, One);
        Assert.False(criterion.TryHessian([1, 1], new double[4]));
    }

    [Fact]
    public void Another_Hessian_in_the_same_storage_allocates_nothing()
    {
        var criterion = new ProfiledCriterion(CrossProducts.Form(ReferenceDesigns.Naming()), Estimation.RestrictedMaximumLikelihood, One);
        double[] theta = SomeTheta.Of(criterion, isSingular: false);
        var hessian = new double[theta.Length * theta.Length];
        Assert.Equal(0, Allocation.Of(() => criterion.TryHessian(theta, hessian)));
    }

    private static void Check(ModelDesign design, Estimation estimation, bool isSingular)
    {
        CrossProducts products = CrossProducts.Form(design);
        var criterion = new ProfiledCriterion(products, estimation, One);
        double[] theta = SomeTheta.Of(criterion, isSingular);
        criterion.Value(theta);
        double[][] lambda = Array.ConvertAll(criterion.Lambda, static matrix => (double[])matrix.Clone());
        double[] expected = ExtrapolatedHessian.Of(criterion, theta);
        var entries = new CovarianceEntries(products);
        int[] heads = HeadedPrecision.HeadsOf(products);
        AssertClose(expected, Hessian(new HeadedPrecision(products, entries, heads, One)));
        if (WholePrecision.Fits(products, heads))
        {
            AssertClose(expected, Hessian(new WholePrecision(products, entries, heads[0], One)));
        }

        var coordinates = new CovarianceTangents(products.Terms, criterion.Layout.Owners, entries);
        coordinates.MoveTo(theta);
        AssertClose(expected, TangentExpansion.Of(new ProfiledCriterion(products, estimation, One, SparseOrder.Of(products)), coordinates).Hessian);

        double[] Hessian(EffectPrecision precision)
        {
            var expansion = new VarianceExpansion(products, precision, entries, criterion.IsRestricted);
            var tangents = new CovarianceTangents(products.Terms, criterion.Layout.Owners, entries);
            var hessian = new double[theta.Length * theta.Length];

            // Twice, for the storage is used again.
            Assert.True(expansion.TryForm(Array.ConvertAll(lambda, static matrix => Array.ConvertAll(matrix, static value => 2 * value))));
            Assert.True(expansion.TryForm(lambda));
            tangents.MoveTo(theta);
            expansion.Hessian(tangents, hessian);
            return hessian;
        }
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        double size = Math.Max(1, expected.Max(Math.Abs));
        for (int entry = 0; entry < expected.Length; entry++)
        {
            Assert.Equal(expected[entry], actual[entry], 1e-8 * size);
        }
    }
}
