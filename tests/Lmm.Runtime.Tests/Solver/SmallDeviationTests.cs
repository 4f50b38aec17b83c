using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>A standard deviation is zero when the criterion is least there, never because it is a small number.</summary>
public class SmallDeviationTests
{
    private const int Groups = 40;
    private const int PerGroup = 25;

    // One row in five is worth 4e7 others, so that groups a two-thousandth of σ apart can be told apart.
    [Theory]
    [InlineData(Estimation.MaximumLikelihood, 5e-4)]
    [InlineData(Estimation.MaximumLikelihood, 1e-4)]
    [InlineData(Estimation.RestrictedMaximumLikelihood, 2e-4)]
    public void Groups_a_fraction_of_a_thousandth_of_sigma_apart_keep_their_deviation_where_some_rows_weigh_much(Estimation estimation, double deviation)
    {
        var random = new Random(71);
        double[] weights = [.. Codes.Select(static (_, row) => row % 5 == 0 ? 4e7 : 1)];
        double[] effects = Effects(random, deviation);
        double[] y = [.. Codes.Select((group, row) => 3 + effects[group] + (RandomDesigns.Normal(random) / Math.Sqrt(weights[row])))];
        SketchColumn one = DesignSketch.One(Codes.Length);
        Check(new DesignSketch("y", y).Fixed(one).Random(Grouping, one).Weights(weights).Build(), estimation, deviation);
    }

    // A slope's column is mostly of size one; a few values lie at thousands, and tell slopes of a two-thousandth of σ.
    [Theory]
    [InlineData(Estimation.MaximumLikelihood, 5e-4)]
    [InlineData(Estimation.RestrictedMaximumLikelihood, 3e-4)]
    public void Slopes_of_a_fraction_of_a_thousandth_of_sigma_keep_their_deviation_where_some_values_lie_far_out(Estimation estimation, double deviation)
    {
        var random = new Random(72);
        SketchColumn x = new("x", [.. Codes.Select((_, row) => row % PerGroup is 0 or 1 ? (row % 2 == 0 ? 8000.0 : -8000) : RandomDesigns.Normal(random))]);
        double[] effects = Effects(random, deviation);
        double[] y = [.. Codes.Select((group, row) => 3 + (effects[group] * x.Values[row]) + RandomDesigns.Normal(random))];
        Check(new DesignSketch("y", y).Fixed(DesignSketch.One(Codes.Length)).Random(Grouping, x).Build(), estimation, deviation);
    }

    // Beside an intercept that the data have, the slopes' deviation is the small one of two.
    [Fact]
    public void A_small_deviation_beside_a_large_one_is_kept()
    {
        const double Deviation = 5e-4;
        var random = new Random(73);
        SketchColumn one = DesignSketch.One(Codes.Length);
        SketchColumn x = new("x", [.. Codes.Select((_, row) => row % PerGroup is 0 or 1 ? (row % 2 == 0 ? 8000.0 : -8000) : RandomDesigns.Normal(random))]);
        double[] intercepts = Effects(random, 2);
        double[] slopes = Effects(random, Deviation);
        double[] y = [.. Codes.Select((group, row) => intercepts[group] + (slopes[group] * x.Values[row]) + RandomDesigns.Normal(random))];
        MixedModelSolution solution = Solve(new DesignSketch("y", y).Fixed(one, x).Random(Grouping, one, x).Build(), Estimation.RestrictedMaximumLikelihood);
        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        double[,] lambda = solution.RandomTerms[0].Lambda;
        Assert.InRange(Math.Sqrt((lambda[1, 0] * lambda[1, 0]) + (lambda[1, 1] * lambda[1, 1])), 0.6 * Deviation, 1.6 * Deviation);
        Assert.NotEqual(0, lambda[1, 1]);
        Assert.False(solution.Convergence.IsSingular);
    }

    // Groups lie c·(±1) about the mean and rows ±1 about their groups, so that θ² is (MSB/MSW − 1) over the rows of a group. Large groups tell small ones.
    [Theory]
    [InlineData(5e-4)]
    [InlineData(2e-4)]
    [InlineData(3e-6)]
    [InlineData(1e-6)]
    [InlineData(0)]
    public void Deviations_of_large_balanced_groups_are_those_of_the_mean_squares(double deviation)
    {
        const int Count = 10;
        const int Rows = 20_000;
        const double Within = Rows / (Rows - 1.0);
        double distance = Math.Sqrt(Within * (1 + (Rows * deviation * deviation)) * (Count - 1) / (Rows * (double)Count));
        int[] codes = [.. Enumerable.Range(0, Count * Rows).Select(static row => row / Rows)];
        double[] y = [.. codes.Select((group, row) => (group % 2 == 0 ? distance : -distance) + (row % 2 == 0 ? 1 : -1))];
        SketchColumn one = DesignSketch.One(y.Length);
        FactorColumn grouping = new("g", codes, [.. Enumerable.Range(0, Count).Select(static group => "g" + group)]);
        MixedModelSolution solution = Solve(new DesignSketch("y", y).Fixed(one).Random(grouping, one).Build(), Estimation.RestrictedMaximumLikelihood);
        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);

        // 1e-10 of the criterion decides nothing: θ² Rows is known to its root.
        double theta = Assert.Single(solution.Theta);
        Assert.Equal(Rows * deviation * deviation, Rows * theta * theta, 2e-5);
        Assert.Equal(Math.Sqrt(Within), solution.Sigma, 1e-7);
    }

    private static int[] Codes { get; } = [.. Enumerable.Range(0, Groups * PerGroup).Select(static row => row / PerGroup)];

    private static FactorColumn Grouping { get; } = new("g", Codes, [.. Enumerable.Range(0, Groups).Select(static group => "g" + group)]);

    private static double[] Effects(Random random, double deviation) => [.. Enumerable.Range(0, Groups).Select(_ => deviation * RandomDesigns.Normal(random))];

    private static void Check(ModelDesign design, Estimation estimation, double deviation)
    {
        MixedModelSolution solution = Solve(design, estimation);
        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        double theta = Assert.Single(solution.Theta);
        Assert.InRange(theta, 0.6 * deviation, 1.6 * deviation);
        Assert.False(solution.Convergence.IsSingular);

        // Without it the criterion is higher by far more than rounding, and it is the textbook's at both places.
        double without = new DenseModel(design, estimation, [new double[,] { { 0 } }]).Objective;
        Assert.Equal(new DenseModel(design, estimation, [new[,] { { theta } }]).Objective, solution.Objective, 1e-7 * Math.Abs(without));
        Assert.True(without > solution.Objective + 1, $"{without:R} without, {solution.Objective:R} with a deviation of {theta:R}");
    }

    private static MixedModelSolution Solve(ModelDesign design, Estimation estimation) => DesignSolver.Solve(design, estimation, FitOptions.Default, CancellationToken.None);
}
