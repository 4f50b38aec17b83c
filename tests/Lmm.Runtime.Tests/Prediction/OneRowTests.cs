using Lmm.Formula.Binding;

namespace Lmm.Tests.Prediction;

/// <summary>Rows whose values come one by one are predicted to the bit as they are in a table; generated code passes them so.</summary>
public class OneRowTests
{
    private static readonly string[] Plates = [.. Enumerable.Range(0, 240).Select(static row => $"p{row % 17}")];
    private static readonly string[] Genotypes = [.. Enumerable.Range(0, 240).Select(static row => new[] { "CSB", "WT", "XPC" }[row % 3])];
    private static readonly double[] Weeks = [.. Enumerable.Range(0, 240).Select(static row => (row % 7) + Noise(row))];
    private static readonly double[] Doses = [.. Enumerable.Range(0, 240).Select(static row => 1.0 + (row % 11))];

    [Theory]
    [InlineData("y ~ week + dose + genotype + (week | plate)")]
    [InlineData("y ~ poly(week, 2) * genotype + dose + (1 | plate)")]
    [InlineData("y ~ ns(week, df = 3) + bs(dose, df = 4) + genotype + (1 | plate)")]
    [InlineData("y ~ scale(week) + center(dose) + poly(dose, 3, raw = TRUE):genotype + (1 | plate)")]
    [InlineData("y ~ genotype + dose + (ns(week, df = 2) | plate)")]
    [InlineData("y ~ poly(log(dose), 2):genotype + scale(week)*genotype + (1 | plate:genotype)")]
    [InlineData("y ~ C(genotype, poly) * bs(week, knots = c(2, 4)) + offset(log(dose)) + (1 | plate) + (1 | factor(dose))")]
    [InlineData("log(y) ~ I(week - mean(week)) + scale(dose) + genotype + (0 + genotype | plate)")]
    public void A_row_is_predicted_to_the_bit(string formula)
    {
        ModelFrame table = Table(1);
        Typed fit = new((LinearMixedModelFit)Model.Parse(formula).Fit(table));
        AssertSame(fit, table, Weeks, Doses);
    }

    // Units of transforms are powers of two that differ from one.
    [Fact]
    public void Numbers_of_unusual_size_are_predicted_to_the_bit()
    {
        ModelFrame table = Table(1e70);
        Typed fit = new((LinearMixedModelFit)Model.Parse("y ~ ns(week, df = 3) + scale(dose) + genotype + (1 | plate)").Fit(table));
        AssertSame(fit, table, [.. Weeks.Select(static week => 1e70 * week)], Doses);
    }

    [Fact]
    public void Levels_that_only_rows_without_weight_have_are_new()
    {
        double[] weights = [.. Plates.Select(static plate => plate == "p3" ? 0.0 : 1 + plate.Length)];
        ModelFrame table = Table(1).With(FrameColumn.Numeric("w", weights));
        Typed fit = new((LinearMixedModelFit)Model.Parse("y ~ week + dose + genotype + (week | plate)").Fit(table, weights: "w"));
        AssertSame(fit, table, Weeks, Doses);
        Assert.Equal(LmmErrorCode.UnknownLevel, Assert.Throws<ModelException>(() => fit.One(1, 1, "WT", "p3", null)).Code);
    }

    private static void AssertSame(Typed fit, ModelFrame table, double[] weeks, double[] doses)
    {
        PredictionOptions options = new() { NewLevels = NewLevels.UsePopulation };
        double[] expected = fit.Predict(table, options);
        for (int row = 0; row < expected.Length; row++)
        {
            Assert.True(fit.TryOne(weeks[row], doses[row], Genotypes[row], Plates[row], options, out double prediction));
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected[row]), BitConverter.DoubleToInt64Bits(prediction));
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected[row]), BitConverter.DoubleToInt64Bits(fit.One(weeks[row], doses[row], Genotypes[row], Plates[row], options)));
        }
    }

    private static ModelFrame Table(double weekUnit) => new(
    [
        FrameColumn.Numeric("y", [.. Weeks.Select(static (week, row) => 20 + week + (3 * Noise((row % 17) + 900)) + Noise(row + 700))]),
        FrameColumn.Numeric("week", [.. Weeks.Select(week => weekUnit * week)]),
        FrameColumn.Numeric("dose", Doses),
        FrameColumn.Text("genotype", Genotypes),
        FrameColumn.Text("plate", Plates),
    ]);

    private static double Noise(int row) => Math.Sin(row * 12.9898) * 43758.5453 % 1;

    private sealed class Typed(LinearMixedModelFit fit) : LinearMixedModelFit(fit)
    {
        public bool TryOne(double week, double dose, string genotype, string plate, PredictionOptions options, out double prediction)
            => TryPredictRow(Numbers(week, dose), [.. Factors(dose, genotype, plate).Select(factor => LevelsOf<string>(factor.Name, LevelText.Parse<string>).Code(factor.Level))], options, out prediction);

        public double One(double week, double dose, string genotype, string plate, PredictionOptions? options)
            => PredictRow(Numbers(week, dose), [.. Factors(dose, genotype, plate).Select(static factor => factor.Level)], options);

        private IEnumerable<ModelVariable> Variables => Design.Terms!.Spec.Variables.Where(static variable => !variable.IsOutcome);

        private double[] Numbers(double week, double dose)
            => [.. Variables.Where(static variable => variable.Use.HasFlag(VariableUse.Numeric)).Select(variable => variable.Name == "week" ? week : dose)];

        private IEnumerable<(string Name, string Level)> Factors(double dose, string genotype, string plate)
            => Variables.Where(static variable => variable.Use.HasFlag(VariableUse.Factor)).Select(variable => (variable.Name, variable.Name switch { "plate" => plate, "dose" => LevelText.Of(dose), _ => genotype }));
    }
}
