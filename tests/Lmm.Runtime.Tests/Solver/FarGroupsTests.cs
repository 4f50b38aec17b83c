using System.Globalization;
using System.Text.RegularExpressions;
using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>Groups that lie far apart: balanced layouts against their closed forms, from exact sums of the data as stored.</summary>
public class FarGroupsTests
{
    private const double UnitRoundoff = 2.2204460492503131e-16;

    // The residuals are known to ε times the ratio, and no search ends nearer than 1e-9 by cross-products.
    [Theory]
    [InlineData(1e2)]
    [InlineData(1e3)]
    [InlineData(1e4)]
    [InlineData(1e5)]
    [InlineData(1e6)]
    [InlineData(1e7)]
    public void One_way_layouts_keep_the_digits_that_the_data_have(double ratio)
    {
        foreach (int[] counts in new int[][] { [20, 10], [5, 400], [200, 2] })
        {
            Check(new BalancedLayout(counts, [ratio], 11), ratio);
        }
    }

    [Theory]
    [InlineData(1e3, 30, 2)]
    [InlineData(1e4, 1e4, 1e4)]
    [InlineData(1e5, 1e3, 10)]
    [InlineData(1e6, 3, 3)]
    [InlineData(1e7, 1e5, 1e2)]
    [InlineData(3, 100, 1e5)]
    [InlineData(1e7, 1e7, 1e7)]
    public void Nested_layouts_keep_the_digits_that_the_data_have(double outer, double middle, double inner)
    {
        var layout = new BalancedLayout([9, 4, 5, 3], [outer, middle, inner], 12);
        if (layout.Estimates().Deviations.All(static deviation => deviation > 0))
        {
            Check(layout, Math.Max(outer, Math.Max(middle, inner)));
        }
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e4)]
    [InlineData(1e7)]
    public void Crossed_layouts_keep_the_digits_that_the_data_have(double ratio)
    {
        const int Rows = 12;
        const int Columns = 9;
        var random = new Random(13);
        double[] first = [.. Enumerable.Range(0, Rows).Select(_ => ratio * RandomDesigns.Normal(random))];
        double[] second = [.. Enumerable.Range(0, Columns).Select(_ => 3 * RandomDesigns.Normal(random))];
        int[] a = [.. Enumerable.Range(0, Rows * Columns).Select(static row => row / Columns)];
        int[] b = [.. Enumerable.Range(0, Rows * Columns).Select(static row => row % Columns)];
        double[] y = [.. a.Zip(b, (row, column) => Math.Round((first[row] + second[column] + RandomDesigns.Normal(random)) * 1e4))];
        SketchColumn one = DesignSketch.One(y.Length);
        MixedModelSolution solution = Fit(new DesignSketch("y", y).Fixed(one).Random(Factor("a", a, Rows), one).Random(Factor("b", b, Columns), one).Build());

        // Whole numbers of at most twelve digits, their means and squares in decimal arithmetic.
        decimal[] exact = Array.ConvertAll(y, static value => (decimal)value);
        decimal mean = exact.Average();
        decimal[] rowMeans = [.. Enumerable.Range(0, Rows).Select(row => exact.Where((_, at) => a[at] == row).Average())];
        decimal[] columnMeans = [.. Enumerable.Range(0, Columns).Select(column => exact.Where((_, at) => b[at] == column).Average())];
        double left = Enumerable.Range(0, y.Length).Sum(at => Math.Pow((double)(exact[at] - rowMeans[a[at]] - columnMeans[b[at]] + mean), 2)) / ((Rows - 1) * (Columns - 1));
        double between = columnMeans.Sum(value => Math.Pow((double)(value - mean), 2)) * Rows / (Columns - 1);
        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        Assert.Equal(Math.Sqrt(left), solution.Sigma, Tolerance(ratio) * Math.Sqrt(left));
        double deviation = Math.Sqrt((between - left) / Rows);
        Assert.Equal(deviation, solution.Sigma * solution.RandomTerms[1].Lambda[0, 0], 10 * Tolerance(ratio) * deviation);
    }

    [Theory]
    [InlineData(1e9)]
    [InlineData(1e11)]
    public void Groups_still_farther_apart_are_refused_with_the_ratio(double ratio)
    {
        ModelException refused = Assert.Throws<ModelException>(() => Fit(new BalancedLayout([20, 10], [ratio], 14).Build()));
        Match match = Regex.Match(refused.Message, @"the groups of f0 lie (\d\.\de\+\d+) residual standard deviations apart");
        Assert.True(match.Success, refused.Message);
        Assert.InRange(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), 0.5 * ratio, 2 * ratio);
    }

    [Fact]
    public void A_fit_from_cross_products_alone_says_how_many_digits_are_lost()
    {
        MixedModelSolution solution = FitProducts(new BalancedLayout([20, 10], [3e3], 15).Build());
        Assert.Contains("digits of the residual variance", solution.Convergence.Message, StringComparison.Ordinal);
        ModelException refused = Assert.Throws<ModelException>(() => FitProducts(new BalancedLayout([20, 10], [1e6], 15).Build()));
        Assert.Contains("the groups of f0 lie", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e10, 3, "a")]
    [InlineData(3, 1e10, "b")]
    public void The_factor_whose_groups_lie_farthest_apart_is_the_one_named(double first, double second, string name)
    {
        var random = new Random(17);
        int[] a = [.. Enumerable.Range(0, 120).Select(static row => row / 10)];
        int[] b = [.. Enumerable.Range(0, 120).Select(static row => row % 10)];
        double[] rows = [.. Enumerable.Range(0, 12).Select(_ => first * RandomDesigns.Normal(random))];
        double[] columns = [.. Enumerable.Range(0, 10).Select(_ => second * RandomDesigns.Normal(random))];
        double[] y = [.. a.Zip(b, (row, column) => rows[row] + columns[column] + RandomDesigns.Normal(random))];
        SketchColumn one = DesignSketch.One(y.Length);
        ModelDesign design = new DesignSketch("y", y).Fixed(one).Random(Factor("a", a, 12), one).Random(Factor("b", b, 10), one).Build();
        Assert.Contains($"the groups of {name} lie", Assert.Throws<ModelException>(() => Fit(design)).Message, StringComparison.Ordinal);
    }

    // Closed forms of the balanced layouts, and for the pairs the criterion's minimum in arithmetic of 80 digits (the functions of far-groups.py), to seven digits.
    [Theory]
    [InlineData("far-1e4", "y ~ 1 + (1 | g)", 0.9814709, 10045.03)]
    [InlineData("far-1e6", "y ~ 1 + (1 | g)", 0.9909522, 975177.0)]
    [InlineData("far-pairs", "y ~ spm + (1 | b)", 1.0118044e-7, 0.7261498)]
    public void Formulas_at_run_time_fit_far_groups(string data, string formula, double sigma, double deviation)
    {
        ModelFrame frame = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", data + ".csv"));
        var fit = (LinearMixedModelFit)Model.Parse(formula).Fit(frame);
        Assert.True(fit.Convergence.Converged, fit.Convergence.Message);
        Assert.Equal(sigma, fit.Sigma, 1e-6 * sigma);
        Assert.Equal(deviation, fit.Sigma * fit.Theta[0], 1e-6 * deviation);
    }

    // The residuals between 1e-13 and 1e-10 of those of the fixed effects alone are residuals; only rounding is none.
    [Theory]
    [InlineData(1e-5)]
    [InlineData(1e-6)]
    [InlineData(1e-7)]
    public void Small_residuals_are_not_taken_for_a_perfect_fit(double size)
    {
        var layout = new BalancedLayout([30, 2], [1 / size], 16);
        double[] y = Array.ConvertAll(layout.Values, value => value * size);
        SketchColumn one = DesignSketch.One(y.Length);
        MixedModelSolution solution = Fit(new DesignSketch("y", y).Fixed(one).Random(layout.Factors[0], one).Build());
        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        double sigma = layout.Estimates().Sigma * size;
        Assert.Equal(sigma, solution.Sigma, 1e-8 * sigma);
    }

    public static TheoryData<string, Estimation, bool> PerfectCases
    {
        get
        {
            var data = new TheoryData<string, Estimation, bool>();
            foreach (string shape in new[] { "one factor, intercept", "one factor, two effects", "one factor, diagonal", "nested", "nested in three levels", "crossed intercepts" })
            {
                data.Add(shape, Estimation.MaximumLikelihood, true);
                data.Add(shape, Estimation.RestrictedMaximumLikelihood, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(PerfectCases))]
    public void Sums_of_random_effects_without_residuals_are_refused_as_perfect(string shape, Estimation estimation, bool weighted)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            ModelDesign design = RandomDesigns.Build(shape, 71 + seed, weighted);
            var random = new Random(seed);
            double[] y = Array.ConvertAll(design.FixedEffects.Columns[1], static value => 2 * value);
            foreach (RandomEffectsDesign term in design.RandomTerms)
            {
                double[] effects = [.. Enumerable.Range(0, term.Grouping.Levels.Length * term.Matrix.ColumnCount).Select(_ => 5 * RandomDesigns.Normal(random))];
                for (int row = 0; row < y.Length; row++)
                {
                    for (int effect = 0; effect < term.Matrix.ColumnCount; effect++)
                    {
                        y[row] += effects[(term.Grouping.Codes[row] * term.Matrix.ColumnCount) + effect] * term.Matrix.Columns[effect][row];
                    }
                }
            }

            var perfect = new ModelDesign(design.Rows, new NumericColumn("y", y), design.Weights, null, design.FixedEffects, design.RandomTerms);
            ModelException refused = Assert.Throws<ModelException>(() => DesignSolver.Solve(perfect, estimation, FitOptions.Default, CancellationToken.None));
            Assert.Contains("together explain the response perfectly", refused.Message, StringComparison.Ordinal);
        }
    }

    private static void Check(BalancedLayout layout, double ratio)
    {
        (double sigma, double[] deviations) = layout.Estimates();
        MixedModelSolution solution = Fit(layout.Build());
        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        Assert.InRange(solution.Convergence.Evaluations, 1, 900);
        Assert.Equal(sigma, solution.Sigma, Tolerance(ratio) * sigma);
        for (int factor = 0; factor < deviations.Length; factor++)
        {
            Assert.Equal(deviations[factor], solution.Sigma * solution.RandomTerms[factor].Lambda[0, 0], 10 * Tolerance(ratio) * deviations[factor]);
        }
    }

    private static double Tolerance(double ratio) => Math.Max(1e-9, 4 * UnitRoundoff * ratio);

    private static FactorColumn Factor(string name, int[] codes, int levels)
        => new(name, codes, [.. Enumerable.Range(0, levels).Select(static level => "g" + level)]);

    private static MixedModelSolution Fit(ModelDesign design)
        => DesignSolver.Solve(design, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);

    private static MixedModelSolution FitProducts(ModelDesign design)
        => DesignSolver.Solve(CrossProducts.Form(design), Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);
}
