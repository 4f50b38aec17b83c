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
