using Lmm.Formula.Binding;
using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>What must not matter: the order of rows, the number of threads, units and origins of the variables.</summary>
public class InvarianceTests
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_number_of_threads_does_not_change_a_bit(string shape)
    {
        ModelDesign design = RandomDesigns.Build(shape, 21, weighted: true);
        AssertSameBits(Fit(design, threads: 1), Fit(design, threads: 2));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(15)]
    [InlineData(18)]
    [InlineData(19)]
    public void The_number_of_threads_does_not_change_a_bit_of_a_reference_model(int number)
    {
        ModelDesign design = ReferenceDesigns.Build(number);
        AssertSameBits(Fit(design, threads: 1), Fit(design, threads: 2));
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit_of_many_small_groups()
    {
        ModelDesign design = ManyGroups(20_000);
        AssertSameBits(Fit(design, threads: 1), Fit(design, threads: 2));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_order_of_rows_matters_to_rounding_only(string shape)
    {
        ModelDesign design = RandomDesigns.Build(shape, 22, weighted: true);
        int[] order = Enumerable.Range(0, design.Rows.RowCount).ToArray();
        new Random(1).Shuffle(order);
        MixedModelSolution first = Fit(design);
        MixedModelSolution second = Fit(Permute(design, order));

        Assert.Equal(first.Objective, second.Objective, 1e-10);
        AssertClose(first.Beta, second.Beta, 1e-9);
        Assert.Equal(first.Sigma, second.Sigma, 1e-9);
        for (int term = 0; term < first.RandomTerms.Length; term++)
        {
            AssertClose(Covariance(first, term), Covariance(second, term), 1e-7);
        }
    }

    [Theory]
    [InlineData(1e8, 1e-4, 0)]
    [InlineData(1e-6, 1e3, 0)]
    [InlineData(1, 1, 1e6)]
    [InlineData(3, 7, -2010)]
    public void Units_and_origin_of_a_slopes_variable_and_of_the_response_only_rescale_the_estimates(double xUnit, double yUnit, double origin)
    {
        ModelDesign design = RandomDesigns.Build("one factor, two effects", 23, weighted: false);
        double[] x = Array.ConvertAll(design.FixedEffects.Columns[1], value => (value * xUnit) + origin);
        double[] y = Array.ConvertAll(design.Response.Values, value => value * yUnit);
        SketchColumn one = DesignSketch.One(x.Length);
        SketchColumn[] columns = [one, new("x", x), new("z", design.FixedEffects.Columns[2]), new("w", design.FixedEffects.Columns[3])];
        MixedModelSolution plain = Fit(design);
        MixedModelSolution scaled = Fit(new DesignSketch("y", y).Fixed(columns).Random(design.RandomTerms[0].Grouping, columns[..2]).Build());

        // REML: log|X'V⁻¹X| moves with the unit of x, the densities with that of y.
        int rank = 4;
        double shift = (2 * (y.Length - rank) * Math.Log(yUnit)) + (2 * Math.Log(xUnit));
        Assert.Equal(plain.Objective + shift, scaled.Objective, 1e-8);
        Assert.Equal(plain.Beta[1], scaled.Beta[1] * xUnit / yUnit, 1e-8);
        Assert.Equal(plain.Sigma, scaled.Sigma / yUnit, 1e-8);
        Assert.Equal(Covariance(plain, 0)[3], Covariance(scaled, 0)[3] * xUnit * xUnit / (yUnit * yUnit), 1e-6);
        Assert.Equal(plain.Beta[2], scaled.Beta[2] / yUnit, 1e-7);
    }

    [Fact]
    public void Two_terms_on_one_factor_are_one_term_with_a_block_diagonal_covariance()
    {
        ModelDesign design = RandomDesigns.Build("one factor, diagonal", 24, weighted: false);
        RandomEffectsDesign term = design.RandomTerms[0];
        var sketch = new DesignSketch("y", design.Response.Values).Fixed(Columns(design.FixedEffects));
        foreach (SketchColumn column in Columns(term.Matrix))
        {
            sketch.Random(new FactorColumn(term.Grouping.Name, (int[])term.Grouping.Codes.Clone(), term.Grouping.Levels), CovarianceStructure.Unstructured, column);
        }

        MixedModelSolution together = Fit(design);
        MixedModelSolution apart = Fit(sketch.Build());
        Assert.Equal(together.Objective, apart.Objective, 1e-9);
        AssertClose(together.Theta, apart.Theta, 1e-6);
    }

    [Fact]
    public void A_weight_of_two_on_every_row_changes_the_residual_variance_only()
    {
        ModelDesign design = RandomDesigns.Build("crossed intercepts", 25, weighted: false);
        var doubled = new ModelDesign(design.Rows, design.Response, Enumerable.Repeat(2.0, design.Rows.RowCount).ToArray(), null, design.FixedEffects, design.RandomTerms);
        MixedModelSolution plain = Fit(design);
        MixedModelSolution weighted = Fit(doubled);
        Assert.Equal(plain.Sigma * Math.Sqrt(2), weighted.Sigma, 1e-9);
        Assert.Equal(plain.Objective, weighted.Objective, 1e-8);
        AssertClose(plain.Beta, weighted.Beta, 1e-9);
    }

    internal static ModelDesign ManyGroups(int levels, int seed = 2)
    {
        var random = new Random(seed);
        int rows = levels * 4;
        int[] codes = Enumerable.Range(0, rows).Select(row => row % levels).ToArray();
        double[] x = Enumerable.Range(0, rows).Select(_ => RandomDesigns.Normal(random)).ToArray();
        double[] intercepts = Enumerable.Range(0, levels).Select(_ => RandomDesigns.Normal(random)).ToArray();
        double[] y = Enumerable.Range(0, rows).Select(row => intercepts[codes[row]] + (0.5 * x[row]) + RandomDesigns.Normal(random)).ToArray();
        SketchColumn[] columns = [DesignSketch.One(rows), new("x", x)];
        return new DesignSketch("y", y)
            .Fixed(columns)
            .Random(new FactorColumn("g", codes, Enumerable.Range(0, levels).Select(static level => "g" + level).ToArray()), columns)
            .Build();
    }

    private static MixedModelSolution Fit(ModelDesign design, int threads = 2)
        => DesignSolver.Solve(design, Estimation.RestrictedMaximumLikelihood, FitOptions.Default with { MaximumThreads = threads }, CancellationToken.None);

    private static SketchColumn[] Columns(ModelMatrix matrix)
        => matrix.Columns.Select((values, index) => new SketchColumn(matrix.ColumnNames[index], values)).ToArray();

    private static double[] Covariance(MixedModelSolution solution, int term)
    {
        double[,] lambda = solution.RandomTerms[term].Lambda;
        int k = lambda.GetLength(0);
        var covariance = new double[k * k];
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                for (int inner = 0; inner < k; inner++)
                {
                    covariance[(row * k) + column] += solution.Sigma * solution.Sigma * lambda[row, inner] * lambda[column, inner];
                }
            }
        }

        return covariance;
    }

    private static ModelDesign Permute(ModelDesign design, int[] order)
    {
        T[] Turn<T>(T[] values) => Array.ConvertAll(order, row => values[row]);
        ModelMatrix TurnAll(ModelMatrix matrix) => matrix with { Columns = Array.ConvertAll(matrix.Columns, Turn) };
        return new ModelDesign(
            design.Rows,
            new NumericColumn(design.Response.Name, Turn(design.Response.Values)),
            design.Weights is null ? null : Turn(design.Weights),
            design.Offset is null ? null : Turn(design.Offset),
            TurnAll(design.FixedEffects),
            Array.ConvertAll(design.RandomTerms, term => new RandomEffectsDesign(
                new FactorColumn(term.Grouping.Name, Turn(term.Grouping.Codes), term.Grouping.Levels), TurnAll(term.Matrix), term.Covariance)));
    }

    private static void AssertSameBits(MixedModelSolution first, MixedModelSolution second)
    {
        Assert.Equal(BitConverter.DoubleToInt64Bits(first.Objective), BitConverter.DoubleToInt64Bits(second.Objective));
        Assert.Equal(first.Theta, second.Theta);
        Assert.Equal(first.Beta, second.Beta);
        Assert.Equal(first.BetaCovariance.Cast<double>(), second.BetaCovariance.Cast<double>());
        for (int term = 0; term < first.RandomTerms.Length; term++)
        {
            Assert.Equal(first.RandomTerms[term].Modes, second.RandomTerms[term].Modes);
            Assert.Equal(first.RandomTerms[term].ModeCovariances, second.RandomTerms[term].ModeCovariances);
        }
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.Equal(expected[index], actual[index], tolerance * Math.Max(1, Math.Abs(expected[index])));
        }
    }
}
