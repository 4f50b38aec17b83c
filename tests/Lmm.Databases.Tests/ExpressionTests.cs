using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Expressions whose last bit decides, and those that learn from all rows.</summary>
public sealed class ExpressionTests
{
    public static TheoryData<string> Engines => Engine.Names;

    [Theory]
    [MemberData(nameof(Engines))]
    public void Whole_logarithms_are_whole(string engineName)
        => Check(engineName, "I(log10(power) %/% 1)", "I(log2(two) %/% 1)", "I(log10(power) == 3)", "I(log2(two) == 3)", "log10(x + 1)", "log2(x + 1)");

    [Theory]
    [MemberData(nameof(Engines))]
    public void Quotients_are_those_in_memory(string engineName)
        => Check(engineName, "I(near %/% tenth)", "I(near %% tenth)", "I((near - 40) %/% tenth)", "I((near - 40) %% tenth)", "I(large %% 7)", "I(large %/% 7)", "I(x %% -0.5)");

    [Theory]
    [MemberData(nameof(Engines))]
    public void Truth_values_learn_from_incomplete_rows_too(string engineName)
        => Check(engineName, "I(x > mean(x))", "factor(x > mean(x)):z", "I(x - mean(x))", "z + (1 | factor(x > mean(x)))");

    [Theory]
    [MemberData(nameof(Engines))]
    public void Marginal_means_leave_out_rows_without_weight(string engineName)
    {
        using var engine = Engine.Open(engineName);
        ModelFrame frame = Draw();
        engine.Create("drawn", frame);
        foreach (string formula in new[] { "y ~ arm + x + (1 | g)", "y ~ arm + offset(x) + (1 | g)", "y ~ arm + three + (1 | g)" })
        {
            var memory = (LinearMixedModelFit)Model.Parse(formula).Fit(frame, weights: "w");
            double[] expected = [.. memory.MarginalMeans.Of("arm").Rows.Select(static row => row.Estimate)];
            LinearMixedModelFit stream = Model.Parse(formula).FitStream([frame.Rows([.. Enumerable.Range(0, 150)]), frame.Rows([.. Enumerable.Range(150, 150)])], options: new StreamOptions { Weights = "w" });
            LinearMixedModelFit summed = Model.Parse(formula).FitIn(engine.Connection, "drawn", options: new DatabaseOptions { Weights = "w", Strategy = DatabaseStrategy.Sums });
            foreach (LinearMixedModelFit fit in new[] { stream, summed })
            {
                if (formula.Contains("three", StringComparison.Ordinal))
                {
                    // Two values in the rows that have a weight, a third in those that have none.
                    Assert.Throws<ModelException>(() => fit.MarginalMeans.Of("arm"));
                    continue;
                }

                Assert.All(expected.Zip(fit.MarginalMeans.Of("arm").Rows), static pair => Assert.Equal(pair.First, pair.Second.Estimate, 1e-8));
            }
        }
    }

    [Fact]
    public void Levels_may_hold_any_character()
    {
        string[] first = ["a", "a\u001fb", "-", "1:a", ""];
        string[] second = ["b\u001fc", "c", "c\u001fc", "1:c", "\u001e"];
        var random = new Random(3);
        int[] one = [.. Enumerable.Range(0, 400).Select(_ => random.Next(5))];
        int[] other = [.. one.Select(_ => random.Next(5))];
        var frame = new ModelFrame(
            FrameColumn.Text("f", one.Select(level => first[level])),
            FrameColumn.Text("h", other.Select(level => second[level])),
            FrameColumn.Numeric("y", one.Zip(other, (f, h) => f + (2 * h) + (f * h % 3) + random.NextDouble())),
            FrameColumn.Numeric("x", one.Select(_ => random.NextDouble())));
        const string Formula = "y ~ x + f + (1 | h) + (1 | f:h)";
        var memory = (LinearMixedModelFit)Model.Parse(Formula).Fit(frame);

        Agreement.Of(memory, Model.Parse(Formula).FitStream(Enumerable.Range(0, 400).Chunk(100).Select(rows => frame.Rows(rows))));
        using var north = Engine.Open("DuckDB");
        using var south = Engine.Open("DuckDB");
        north.Create("drawn", frame, Enumerable.Range(0, 200));
        south.Create("drawn", frame, Enumerable.Range(200, 200));
        Agreement.Of(memory, Model.Parse(Formula).FitIn([north.Connection, south.Connection], "drawn"));
    }

    private static void Check(string engineName, params string[] terms)
    {
        using var engine = Engine.Open(engineName);
        ModelFrame frame = Draw();
        engine.Create("drawn", frame);
        foreach (string formula in terms.Select(static term => $"y ~ {term} + (1 | g)"))
        {
            var memory = (LinearMixedModelFit)Model.Parse(formula).Fit(frame);
            foreach (DatabaseStrategy strategy in new[] { DatabaseStrategy.Sums, DatabaseStrategy.Compression })
            {
                Agreement.Of(memory, Model.Parse(formula).FitIn(engine.Connection, "drawn", options: new DatabaseOptions { Strategy = strategy }));
            }

            Agreement.Of(memory, Model.Parse(formula).FitStream(Enumerable.Range(0, 300).Chunk(70).Select(rows => frame.Rows(rows))));
        }
    }

    // A response is missing where x is large, so that the mean of x is not that of the complete rows.
    private static ModelFrame Draw()
    {
        var random = new Random(17);
        double[] x = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble() * 5)];
        int[] tenths = [.. x.Select(_ => random.Next(1, 400))];
        string[] arms = ["control", "high", "low"];
        long[] group = [.. x.Select(_ => (long)random.Next(12))];
        return new ModelFrame(
            FrameColumn.Numeric("y", x.Select((value, row) => value > 4.2 ? double.NaN : group[row] + value + random.NextDouble())),
            FrameColumn.Numeric("x", x),
            FrameColumn.Numeric("z", x.Select(_ => (double)random.Next(4))),
            FrameColumn.Numeric("power", x.Select(_ => Math.Pow(10, random.Next(-3, 9)))),
            FrameColumn.Numeric("two", x.Select(_ => Math.ScaleB(1, random.Next(-30, 50)))),
            FrameColumn.Numeric("tenth", x.Select(static _ => 0.1)),
            FrameColumn.Numeric("near", tenths.Select(static count => Math.BitDecrement(count * 0.1))),
            FrameColumn.Numeric("large", x.Select(_ => (double)random.NextInt64(1L << 52, 1L << 60))),
            FrameColumn.Numeric("w", x.Select((value, row) => value > 3 && row % 2 == 0 ? 0 : 0.5 + random.NextDouble())),
            FrameColumn.Numeric("three", x.Select((value, row) => value > 3 && row % 2 == 0 ? 9.0 : row % 3 == 0 ? 1 : 2)),
            FrameColumn.Text("arm", x.Select(_ => arms[random.Next(3)])),
            FrameColumn.Integer("g", group));
    }
}
