using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>Data that cost digits.</summary>
public class ConditioningTests
{
    // The layouts of NIST's SmLs01 to SmLs09. An offset of 1e12 leaves the data themselves only three digits of the certified values, so the
    // estimates are compared here with the mean squares of the data as they are stored: no more digits are lost.
    [Theory]
    [InlineData(21, 0, 1e-9)]
    [InlineData(201, 0, 1e-9)]
    [InlineData(2001, 0, 1e-9)]
    [InlineData(21, 1e6, 1e-9)]
    [InlineData(201, 1e6, 1e-9)]
    [InlineData(2001, 1e6, 1e-9)]
    [InlineData(21, 1e12, 1e-9)]
    [InlineData(201, 1e12, 1e-9)]
    [InlineData(2001, 1e12, 1e-9)]
    public void NIST_one_way_layouts_lose_no_digits_that_the_stored_data_have(int replicates, double offset, double tolerance)
    {
        const int Treatments = 9;
        int rows = Treatments * replicates;
        var y = new double[rows];
        var codes = new int[rows];
        for (int treatment = 0; treatment < Treatments; treatment++)
        {
            double center = treatment == 0 ? 1.4 : treatment % 2 == 1 ? 1.3 : 1.5;
            for (int replicate = 0; replicate < replicates; replicate++)
            {
                int row = (treatment * replicates) + replicate;
                codes[row] = treatment;
                y[row] = offset + center + (replicate == 0 ? 0 : replicate % 2 == 1 ? -0.1 : 0.1);
            }
        }

        SketchColumn one = DesignSketch.One(rows);
        string[] levels = Enumerable.Range(1, Treatments).Select(static level => $"{level}").ToArray();
        MixedModelSolution solution = Fit(new DesignSketch("y", y).Fixed(one).Random(new FactorColumn("treatment", codes, levels), one).Build());

        (double within, double between, double mean) = MeanSquares(y, codes, Treatments, replicates, offset);
        Assert.Equal(Math.Sqrt(within), solution.Sigma, tolerance * Math.Sqrt(within));
        Assert.Equal((between - within) / replicates, Variance(solution), tolerance * (between / replicates));
        Assert.Equal(mean, solution.Beta[0], 4e-14 * Math.Abs(mean));
    }

    [Fact]
    public void A_response_of_a_thousand_million_plus_or_minus_one_loses_nothing_visible()
    {
        ModelDesign design = RandomDesigns.Build("one factor, two effects", 41, weighted: false);
        double[] coarse = Array.ConvertAll(design.Response.Values, static value => Math.Round(value * 1024) / 1024);
        MixedModelSolution near = Fit(Replace(design, coarse));
        MixedModelSolution far = Fit(Replace(design, Array.ConvertAll(coarse, static value => value + 1e9)));
        Assert.Equal(near.Objective, far.Objective, 1e-10 * Math.Abs(near.Objective));
        Assert.Equal(near.Sigma, far.Sigma, 1e-9);
        Assert.Equal(near.Beta[0] + 1e9, far.Beta[0], 1e-6);
        Assert.Equal(near.Beta[1], far.Beta[1], 1e-9);
        Assert.Equal(Variance(near), Variance(far), 1e-8);
    }

    [Fact]
    public void One_group_with_nearly_all_rows_is_fitted()
    {
        var random = new Random(5);
        int rows = 10_000;
        int[] codes = Enumerable.Range(0, rows).Select(static row => row < 100 ? row % 20 : 0).ToArray();
        double[] effects = Enumerable.Range(0, 20).Select(_ => RandomDesigns.Normal(random)).ToArray();
        double[] y = Enumerable.Range(0, rows).Select(row => effects[codes[row]] + RandomDesigns.Normal(random)).ToArray();
        SketchColumn one = DesignSketch.One(rows);
        MixedModelSolution solution = Fit(new DesignSketch("y", y).Fixed(one).Random(new FactorColumn("g", codes, Levels(20)), one).Build());
        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        Assert.InRange(Math.Sqrt(Variance(solution)), 0.3, 2);
        Assert.InRange(solution.Convergence.Gradient.Max(Math.Abs), 0, 1e-6);
    }

    [Fact]
    public void Weights_that_span_six_orders_of_magnitude_agree_with_the_dense_model()
    {
        ModelDesign design = RandomDesigns.Build("crossed intercepts", 43, weighted: false);
        var random = new Random(6);
        double[] weights = Enumerable.Range(0, design.Rows.RowCount).Select(_ => Math.Pow(10, (6 * random.NextDouble()) - 3)).ToArray();
        var weighted = new ModelDesign(design.Rows, design.Response, weights, null, design.FixedEffects, design.RandomTerms);
        MixedModelSolution solution = Fit(weighted);
        var dense = new DenseModel(weighted, Estimation.RestrictedMaximumLikelihood, Array.ConvertAll(solution.RandomTerms, static term => term.Lambda));
        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        Assert.Equal(dense.Objective, solution.Objective, 1e-7);
        Assert.Equal(dense.Beta[1], solution.Beta[1], 1e-7);
    }

    // Groups differ by a thousand residual standard deviations: r² is a millionth of the response's sum of squares.
    [Fact]
    public void A_variance_ratio_of_a_million_keeps_eight_digits_of_both_variances()
    {
        var random = new Random(7);
        const int Groups = 200;
        int rows = Groups * 5;
        int[] codes = Enumerable.Range(0, rows).Select(static row => row / 5).ToArray();
        double[] effects = Enumerable.Range(0, Groups).Select(_ => 1000 * RandomDesigns.Normal(random)).ToArray();
        double[] y = Enumerable.Range(0, rows).Select(row => effects[codes[row]] + RandomDesigns.Normal(random)).ToArray();
        SketchColumn one = DesignSketch.One(rows);
        MixedModelSolution solution = Fit(new DesignSketch("y", y).Fixed(one).Random(new FactorColumn("g", codes, Levels(Groups)), one).Build());
        (double within, double between, _) = MeanSquares(y, codes, Groups, 5, 0);
        Assert.Equal(Math.Sqrt(within), solution.Sigma, 1e-8 * Math.Sqrt(within));
        Assert.Equal((between - within) / 5, Variance(solution), 1e-8 * between);
    }

    // Means 0, ±δ of three groups with larger variation within: MSB < MSW, so REML puts the variance on the boundary and σ² is SST/(n − 1).
    [Fact]
    public void A_balanced_layout_whose_means_vary_less_than_chance_has_a_variance_of_exactly_zero()
    {
        const int Replicates = 8;
        int[] codes = [.. Enumerable.Range(0, 3 * Replicates).Select(static row => row / Replicates)];
        double[] y = [.. Enumerable.Range(0, codes.Length).Select(row => (0.125 * (codes[row] - 1)) + (row % 2 == 0 ? 1 : -1))];
        SketchColumn one = DesignSketch.One(y.Length);
        MixedModelSolution solution = Fit(new DesignSketch("y", y).Fixed(one).Random(new FactorColumn("g", codes, Levels(3)), one).Build());
        double total = codes.Length + (2 * Replicates * 0.125 * 0.125);
        Assert.Equal(0.0, solution.Theta[0]);
        Assert.True(solution.Convergence.Converged && solution.Convergence.IsSingular);
        Assert.Equal(total / (codes.Length - 1), solution.Sigma * solution.Sigma, 1e-14);
        Assert.Equal(0.0, solution.Beta[0], 1e-15);
    }

    // Powers of two change no digit, so that even the estimates have the same ones; 2²⁷ is 1.3·10⁸.
    [Fact]
    public void Columns_that_differ_by_a_hundred_million_in_scale_lose_no_digit()
    {
        ModelDesign design = RandomDesigns.Build("one factor, two effects", 44, weighted: true);
        double[] large = Array.ConvertAll(design.FixedEffects.Columns[1], static value => value * (1 << 13));
        double[] small = Array.ConvertAll(design.FixedEffects.Columns[2], static value => value / (1 << 14));
        ModelMatrix fixedEffects = design.FixedEffects with { Columns = [design.FixedEffects.Columns[0], large, small, design.FixedEffects.Columns[3]] };
        RandomEffectsDesign term = design.RandomTerms[0];
        RandomEffectsDesign scaled = term with { Matrix = term.Matrix with { Columns = [term.Matrix.Columns[0], large] } };
        MixedModelSolution near = Fit(design);
        MixedModelSolution far = Fit(new ModelDesign(design.Rows, design.Response, design.Weights, design.Offset, fixedEffects, [scaled]));
        Assert.Equal(near.Sigma, far.Sigma, 1e-14 * near.Sigma);
        Assert.Equal(near.Beta[1], far.Beta[1] * (1 << 13), 1e-13 * Math.Abs(near.Beta[1]));
        Assert.Equal(near.Beta[2], far.Beta[2] / (1 << 14), 1e-13 * Math.Abs(near.Beta[2]));
        Assert.Equal(near.RandomTerms[0].Lambda[1, 1], far.RandomTerms[0].Lambda[1, 1] * (1 << 13), 1e-10);
    }

    // The rounded data are sums of an integer and a multiple of 2^-k, so differences from the offset are exact in double precision.
    private static (double Within, double Between, double Mean) MeanSquares(double[] y, int[] codes, int groups, int replicates, double offset)
    {
        decimal[] centred = Array.ConvertAll(y, value => (decimal)(value - offset));
        decimal[] means = new decimal[groups];
        for (int row = 0; row < y.Length; row++)
        {
            means[codes[row]] += centred[row] / replicates;
        }

        decimal within = 0;
        for (int row = 0; row < y.Length; row++)
        {
            within += (centred[row] - means[codes[row]]) * (centred[row] - means[codes[row]]);
        }

        decimal mean = means.Average();
        decimal between = means.Sum(value => (value - mean) * (value - mean)) * replicates;
        return ((double)(within / (y.Length - groups)), (double)(between / (groups - 1)), (double)mean + offset);
    }

    private static double Variance(MixedModelSolution solution) => Math.Pow(solution.Sigma * solution.RandomTerms[0].Lambda[0, 0], 2);

    private static string[] Levels(int count) => Enumerable.Range(0, count).Select(static level => "g" + level).ToArray();

    private static ModelDesign Replace(ModelDesign design, double[] y)
        => new(design.Rows, new NumericColumn("y", y), null, null, design.FixedEffects, design.RandomTerms);

    private static MixedModelSolution Fit(ModelDesign design)
        => DesignSolver.Solve(design, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);
}
