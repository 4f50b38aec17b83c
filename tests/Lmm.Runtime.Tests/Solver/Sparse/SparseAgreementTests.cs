using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Blocks;
using Lmm.Solver.Criteria;
using Lmm.Solver.Factoring;
using Lmm.Solver.Plans;
using Lmm.Solver.Sparse;
using Lmm.Tests.Kernels;

namespace Lmm.Tests.Solver.Sparse;

/// <summary>The sparse factorisation against the one with a dense tail, both forced upon the same cross-products.</summary>
public class SparseAgreementTests
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Criterion_gradient_modes_and_covariances_are_those_of_the_dense_tail(string shape)
    {
        foreach (bool weighted in new[] { false, true })
        {
            foreach (Estimation estimation in new[] { Estimation.MaximumLikelihood, Estimation.RestrictedMaximumLikelihood })
            {
                Compare(CrossProducts.Form(RandomDesigns.Build(shape, 21, weighted)), estimation, static (random, _) => 0.3 + random.NextDouble());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void They_agree_where_parameters_are_zero(string shape)
    {
        Compare(CrossProducts.Form(RandomDesigns.Build(shape, 22, weighted: false)), Estimation.RestrictedMaximumLikelihood, static (random, index) => index % 2 == 0 ? 0 : random.NextDouble());
        Compare(CrossProducts.Form(RandomDesigns.Build(shape, 22, weighted: false)), Estimation.MaximumLikelihood, static (random, index) => 0);
    }

    [Theory]
    [InlineData(400, 80, 20)]
    [InlineData(1500, 300, 50)]
    public void They_agree_for_schools_with_hundreds_of_levels(int students, int teachers, int schools)
    {
        CrossProducts products = CrossProducts.Form(SparseDesigns.Schools(students, teachers, schools, 7));
        Compare(products, Estimation.MaximumLikelihood, static (random, _) => 0.3 + random.NextDouble());
        Compare(products, Estimation.RestrictedMaximumLikelihood, static (random, _) => 0.3 + random.NextDouble());
    }

    [Theory]
    [InlineData(0.5, 8)]
    [InlineData(0, 8)]
    [InlineData(0, 9)]
    [InlineData(0, 10)]
    public void A_fit_reaches_the_same_optimum_either_way_where_schools_differ_and_where_they_do_not(double schoolDeviation, int seed)
    {
        CrossProducts products = CrossProducts.Form(SparseDesigns.Schools(800, 160, 40, seed, schoolDeviation));
        MixedModelSolver[] solvers = Array.ConvertAll(
            new FactorizationPlan[] { BlockOrder.Choose(products), SparseOrder.Of(products) },
            plan => new MixedModelSolver(products, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None, plan));
        Assert.All(solvers, static solver => Assert.Equal(FitOutcome.Converged, solver.Run()));
        Assert.Equal(solvers[0].Objective, solvers[1].Objective, 1e-9 * solvers[0].Objective);
        AssertClose(Magnitudes(solvers[0].Optimizer.Theta), Magnitudes(solvers[1].Optimizer.Theta), 1e-5);
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        CrossProducts products = CrossProducts.Form(SparseDesigns.Schools(6000, 1200, 200, 9));
        SparseOrder plan = SparseOrder.Of(products);
        Assert.True(FrontSchedule.Of(plan.Symbolic).Pieces.Length > 1, "the design is too small to be divided");
        ProfiledCriterion[] criteria = Array.ConvertAll(new[] { 1, 2 }, threads => new ProfiledCriterion(products, Estimation.RestrictedMaximumLikelihood, new Workers(threads, CancellationToken.None), plan));
        double[] theta = [0.9, 0.5, 0.1, 0.4, 0.3];
        var gradients = new double[2][];
        for (int index = 0; index < 2; index++)
        {
            gradients[index] = new double[theta.Length];
            criteria[index].Value(theta);
            criteria[index].Gradient(gradients[index]);
            criteria[index].KeepModes();
        }

        Assert.Equal(gradients[0], gradients[1]);
        Assert.Equal(criteria[0].Kept.Modes(1).ToArray(), criteria[1].Kept.Modes(1).ToArray());
        Assert.Equal(criteria[0].Kept.Covariances(1).ToArray(), criteria[1].Kept.Covariances(1).ToArray());
        Assert.Equal(criteria[0].Value(theta), criteria[1].Value(theta));
    }

    [Fact]
    public void The_plan_is_sparse_where_levels_meet_few_others_and_has_a_dense_tail_where_they_meet_many()
    {
        Assert.IsType<SparseOrder>(PlanChoice.For(CrossProducts.Form(SparseDesigns.Schools(6000, 1200, 200, 9))));
        Assert.IsType<BlockOrder>(PlanChoice.For(CrossProducts.Form(SparseDesigns.Schools(2000, 400, 1, 9))));
        Assert.IsType<BlockOrder>(PlanChoice.For(CrossProducts.Form(RandomDesigns.Build("crossed, vectors in both", 1, weighted: false))));
    }

    [Fact]
    public void An_evaluation_with_its_gradient_allocates_nothing_on_one_thread()
    {
        CrossProducts products = CrossProducts.Form(SparseDesigns.Schools(800, 160, 40, 8));
        var criterion = new ProfiledCriterion(products, Estimation.RestrictedMaximumLikelihood, new Workers(1, CancellationToken.None), SparseOrder.Of(products));
        double[] theta = [0.9, 0.5, 0.1, 0.4, 0.3];
        var gradient = new double[theta.Length];

        Assert.Equal(0, Allocation.Of(() =>
        {
            criterion.Value(theta);
            criterion.Gradient(gradient);
        }));
    }

    private static void Compare(CrossProducts products, Estimation estimation, Func<Random, int, double> parameter)
    {
        var random = new Random(4);
        var dense = new ProfiledCriterion(products, estimation, new Workers(1, CancellationToken.None), BlockOrder.Choose(products));
        var sparse = new ProfiledCriterion(products, estimation, new Workers(1, CancellationToken.None), SparseOrder.Of(products));
        double[] theta = Enumerable.Range(0, dense.ParameterCount).Select(index => parameter(random, index)).ToArray();
        var expected = new double[theta.Length];
        var gradient = new double[theta.Length];

        Assert.Equal(dense.Value(theta), sparse.Value(theta), 1e-10 * Math.Abs(dense.Value(theta)));
        dense.Gradient(expected);
        sparse.Gradient(gradient);
        AssertClose(expected, gradient, 1e-8);
        AssertClose(dense.Estimates.FixedEffects, sparse.Estimates.FixedEffects, 1e-9);
        AssertClose(dense.Estimates.FixedEffectsCovariance, sparse.Estimates.FixedEffectsCovariance, 1e-9);
        dense.KeepModes();
        sparse.KeepModes();
        for (int factor = 0; factor < products.Factors.Length; factor++)
        {
            AssertClose(dense.Kept.Modes(factor), sparse.Kept.Modes(factor), 1e-9);
            AssertClose(Lower(dense.Kept.Covariances(factor), products.Factors[factor].EffectCount), Lower(sparse.Kept.Covariances(factor), products.Factors[factor].EffectCount), 1e-9);
        }
    }

    private static double[] Magnitudes(ReadOnlySpan<double> values) => Array.ConvertAll(values.ToArray(), static value => Math.Abs(value));

    private static double[] Lower(ReadOnlySpan<double> blocks, int k)
    {
        double[] values = blocks.ToArray();
        return values.Where((_, index) => index % k <= index / k % k).ToArray();
    }

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double size = 1;
        foreach (double value in expected)
        {
            size = Math.Max(size, Math.Abs(value));
        }

        for (int index = 0; index < expected.Length; index++)
        {
            Assert.Equal(expected[index], actual[index], tolerance * size);
        }
    }
}
