using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;
using Lmm.Tests.Kernels;

namespace Lmm.Tests.Solver.Expansion;

/// <summary>
/// The Hessian in closed form, through a tail and by the whole matrix, away from optima, where Σ's own curvature counts too, and where Λ is singular: against
/// extrapolated differences of analytic gradients.
/// </summary>
public sealed class HessianTests
{
    private const int Steps = 9;
    private const double LongestStep = 0.1;
    private const double Shrink = 1.6;

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
        double[] theta = Theta(criterion, isSingular: false);
        var hessian = new double[theta.Length * theta.Length];

        Assert.True(criterion.TryHessian(theta, hessian));

        Assert.Equal(0, criterion.EvaluationsSpent);
        AssertClose(Differences(criterion, theta), hessian);
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
        double[] theta = Theta(criterion, isSingular: false);
        var hessian = new double[theta.Length * theta.Length];
        Assert.Equal(0, Allocation.Of(() => criterion.TryHessian(theta, hessian)));
    }

    private static void Check(ModelDesign design, Estimation estimation, bool isSingular)
    {
        CrossProducts products = CrossProducts.Form(design);
        var criterion = new ProfiledCriterion(products, estimation, One);
        double[] theta = Theta(criterion, isSingular);
        criterion.Value(theta);
        double[][] lambda = Array.ConvertAll(criterion.Lambda, static matrix => (double[])matrix.Clone());
        double[] expected = Differences(criterion, theta);
        var entries = new CovarianceEntries(products);
        int[] heads = HeadedPrecision.HeadsOf(products);
        AssertClose(expected, Hessian(new HeadedPrecision(products, entries, heads, One)));
        if (WholePrecision.Fits(products, heads))
        {
            AssertClose(expected, Hessian(new WholePrecision(products, entries, heads[0], One)));
        }

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

    // Some θ; of a singular Λ the first parameter of every second term is zero.
    private static double[] Theta(ProfiledCriterion criterion, bool isSingular)
    {
        var random = new Random(3);
        double[] theta = [.. Enumerable.Range(0, criterion.ParameterCount).Select(_ => 0.3 + (0.5 * random.NextDouble()))];
        for (int term = 0; isSingular && term < criterion.Layout.TermCount; term += 2)
        {
            theta[criterion.Layout[term].Start] = 0;
        }

        return theta;
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        double size = Math.Max(1, expected.Max(Math.Abs));
        for (int entry = 0; entry < expected.Length; entry++)
        {
            Assert.Equal(expected[entry], actual[entry], 1e-8 * size);
        }
    }

    // Extrapolated to a step of zero; of each entry the value whose neighbours differ least (Richardson; Ridders 1982).
    private static double[] Differences(ProfiledCriterion criterion, double[] theta)
    {
        int count = theta.Length;
        var hessian = new double[count * count];
        var error = new double[count * count];
        Array.Fill(error, double.PositiveInfinity);
        var table = new double[Steps, Steps][];
        for (int column = 0; column < count; column++)
        {
            double step = LongestStep;
            for (int last = 0; last < Steps; last++, step /= Shrink)
            {
                table[0, last] = Combine(Gradient(step), 1 / (2 * step), Gradient(-step), -1 / (2 * step));
                double factor = Shrink * Shrink;
                for (int order = 1; order <= last; order++, factor *= Shrink * Shrink)
                {
                    table[order, last] = Combine(table[order - 1, last], factor / (factor - 1), table[order - 1, last - 1], -1 / (factor - 1));
                    for (int row = 0; row < count; row++)
                    {
                        double value = table[order, last][row];
                        double here = Math.Max(Math.Abs(value - table[order - 1, last][row]), Math.Abs(value - table[order - 1, last - 1][row]));
                        if (here < error[(row * count) + column])
                        {
                            (error[(row * count) + column], hessian[(row * count) + column]) = (here, value);
                        }
                    }
                }
            }

            double[] Gradient(double distance)
            {
                double[] point = [.. theta];
                point[column] += distance;
                var gradient = new double[count];
                criterion.Value(point);
                criterion.Gradient(gradient);
                return gradient;
            }
        }

        return hessian;
    }

    private static double[] Combine(double[] left, double share, double[] right, double other)
        => [.. left.Zip(right, (one, two) => (share * one) + (other * two))];
}
