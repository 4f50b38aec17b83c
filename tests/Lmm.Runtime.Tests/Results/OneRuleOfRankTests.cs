using Lmm.Tests.Solver;

namespace Lmm.Tests.Results;

/// <summary>Linear and mixed models name the same coefficients as not estimable.</summary>
public class OneRuleOfRankTests
{
    private const int Rows = 40;

    private static readonly FactorColumn Groups = new("g", [.. Enumerable.Range(0, Rows).Select(row => row * 7 % 6)], ["a", "b", "c", "d", "e", "f"]);

    // What a column can be, from those before it. Disturbances straddle the tolerance of 1e-7.
    private static readonly Func<Random, IReadOnlyList<double[]>, double[]>[] Makers =
    [
        static (random, _) => Column(_ => RandomDesigns.Normal(random)),
        static (random, _) => Scaled(Math.Pow(10, random.Next(-9, 10)), Column(_ => RandomDesigns.Normal(random))),
        static (random, _) => Column(_ => Math.Pow(10, random.Next(1, 10)) + RandomDesigns.Normal(random)),
        static (random, _) => Column(_ => 1.7e9 + random.Next(-1, 2)),
        static (random, _) => Column(_ => 1990 + random.Next(0, 31)),
        static (random, _) => Column(_ => random.Next(0, 2)),
        static (random, _) => Shifted(random.Next(-3, 4), Column(static _ => 0)),
        static (random, earlier) => Near(random, earlier, Math.Pow(10, -3 - (6 * random.NextDouble()))),
        static (random, earlier) => Near(random, earlier, 0),
        static (random, earlier) => [.. Any(random, earlier).Select(static x => x * x)],
        static (random, earlier) => [.. Any(random, earlier).Zip(Any(random, earlier), static (x, z) => x * z)],
        static (random, earlier) => Shifted(Math.Pow(10, random.Next(0, 12)), Any(random, earlier)),
    ];

    [Fact]
    public void On_random_designs()
    {
        int deficient = 0;
        for (int seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            List<double[]> columns = seed % 3 == 0 ? [] : [Designs.Ones(Rows)];
            int count = random.Next(1, 9);
            while (columns.Count < count)
            {
                columns.Add(Makers[random.Next(columns.Count == 0 ? 7 : Makers.Length)](random, columns));
            }

            double[]? weights = seed % 4 == 0 ? Column(_ => Math.Exp(3 * RandomDesigns.Normal(random))) : null;
            double[] y = Column(_ => RandomDesigns.Normal(random));
            (bool[] linear, bool[] mixed) = Estimable(y, weights, [.. columns]);
            Assert.True(linear.SequenceEqual(mixed), $"seed {seed}: linear {string.Join(' ', linear)}, mixed {string.Join(' ', mixed)}");
            deficient += linear.All(static estimable => estimable) ? 0 : 1;
        }

        // Of no use if all designs were of one kind.
        Assert.InRange(deficient, 200, 800);
    }

    [Theory]
    [InlineData("year + I(year^2) + I(year^3)", "")]
    [InlineData("year + I(year^2) + I(year^3) + I(year^4)", "I(year^4)")]
    [InlineData("x + n4", "")]
    [InlineData("x + n6", "")]
    [InlineData("x + n8", "n8")]
    [InlineData("x + n12", "n12")]
    [InlineData("n4 + n5 + n6 + n7 + n8 + x", "n6 n7 n8 x")]
    [InlineData("big + off + tiny + one", "one")]
    [InlineData("0 + off + big + one", "")]
    [InlineData("f * h + x", "hv fb:hv fc:hv fd:hv")]
    public void On_formulas(string right, string notEstimable)
    {
        ModelFrame frame = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", "collinear.csv"));
        string[] expected = notEstimable.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (string weights in (string[])["", "w"])
        {
            ModelFit linear = Fit($"y ~ {right}", weights, frame);
            ModelFit mixed = Fit($"y ~ {right} + (1 | g)", weights, frame);
            Assert.IsType<LinearModelFit>(linear);
            Assert.IsType<LinearMixedModelFit>(mixed);
            Assert.Equal(expected, NotEstimable(linear));
            Assert.Equal(expected, NotEstimable(mixed));
        }
    }

    // Eight random columns and an intercept on eight rows: rounding must not find a ninth dimension.
    [Fact]
    public void Columns_as_many_as_rows_or_more_have_at_most_that_rank()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            const int Few = 8;
            (string, double[])[] columns = [("(Intercept)", Designs.Ones(Few)), .. Enumerable.Range(0, 8 + (seed % 5)).Select(j => ($"x{j}", Enumerable.Range(0, Few).Select(_ => RandomDesigns.Normal(random)).ToArray()))];
            double[] y = [.. Enumerable.Range(0, Few).Select(_ => RandomDesigns.Normal(random))];
            ModelException refused = Assert.Throws<ModelException>(() => LinearModel.Fit(Designs.Linear(y, columns)));
            Assert.Contains("8 observations leave no residual degrees of freedom for 8 coefficients", refused.Message, StringComparison.Ordinal);
        }
    }

    private static (bool[] Linear, bool[] Mixed) Estimable(double[] y, double[]? weights, double[][] columns)
    {
        SketchColumn[] named = [.. columns.Select((column, j) => new SketchColumn($"x{j}", column))];
        ModelDesign linear = new DesignSketch("y", y).Fixed(named).Weights(weights).Build();
        ModelDesign mixed = new DesignSketch("y", y).Fixed(named).Weights(weights).Random(Groups, DesignSketch.One(Rows)).Build();
        return ([.. LinearModel.Fit(linear).Coefficients.Select(static c => c.IsEstimable)], [.. LinearMixedModel.Fit(mixed).Coefficients.Select(static c => c.IsEstimable)]);
    }

    private static double[] Near(Random random, IReadOnlyList<double[]> earlier, double disturbance)
    {
        double[] sum = [.. Any(random, earlier).Zip(Any(random, earlier), static (x, z) => x - (0.7 * z))];
        double mean = sum.Average();
        double size = Math.Sqrt(sum.Average(value => (value - mean) * (value - mean)));
        return [.. sum.Select(value => value + (disturbance * size * RandomDesigns.Normal(random)))];
    }

    private static double[] Any(Random random, IReadOnlyList<double[]> earlier) => earlier[random.Next(earlier.Count)];

    private static double[] Column(Func<int, double> value) => [.. Enumerable.Range(0, Rows).Select(value)];

    private static double[] Scaled(double factor, double[] column) => Array.ConvertAll(column, value => factor * value);

    private static double[] Shifted(double shift, double[] column) => Array.ConvertAll(column, value => shift + value);

    private static ModelFit Fit(string formula, string weights, ModelFrame frame)
        => Model.Parse(formula).Fit(frame, weights: weights.Length == 0 ? null : weights);

    private static string[] NotEstimable(ModelFit fit) => [.. fit.Coefficients.Where(static c => !c.IsEstimable).Select(static c => c.Name)];
}
