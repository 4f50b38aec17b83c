using System.Globalization;
using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Designs with more products of numbers than a statement returns columns are summed by several statements.</summary>
public sealed class WideDesignTests
{
    private const int Numbers = 62;
    private const int Rows = 900;

    private static readonly DatabaseOptions Sums = new() { Strategy = DatabaseStrategy.Sums };

    public static TheoryData<string> Engines => Engine.Names;

    private static string Formula => $"y ~ f + {string.Join(" + ", Enumerable.Range(1, Numbers).Select(static number => "x" + number.ToString(CultureInfo.InvariantCulture)))} + (x1 | g)";

    [Theory]
    [MemberData(nameof(Engines))]
    public void Products_come_in_batches(string engineName)
    {
        ModelFrame frame = Draw(distance: 1);
        using var engine = Engine.Open(engineName);
        engine.Create("wide", frame);
        Model model = Model.Parse(Formula);

        foreach (string? weights in new[] { null, "w" })
        {
            Agreement.Of((LinearMixedModelFit)model.Fit(frame, weights: weights), model.FitIn(engine.Connection, "wide", options: Sums with { Weights = weights }));
        }

        IReadOnlyList<SqlStatement> statements = model.ShowSql(engine.Connection, "wide", Sums);
        Assert.Equal(2, statements.Count(static statement => !statement.IsConditional && statement.Purpose.StartsWith("sums within cells, ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Groups_far_apart_are_summed_about_their_means_in_batches_too()
    {
        ModelFrame frame = Draw(distance: 1e6);
        using var engine = Engine.Open("DuckDB");
        engine.Create("wide", frame);
        Model model = Model.Parse(Formula.Replace("(x1 | g)", "(1 | g)", StringComparison.Ordinal));

        Agreement.Of((LinearMixedModelFit)model.Fit(frame), model.FitIn(engine.Connection, "wide", options: Sums), accuracy: 1e-7);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Means_and_ranges_come_in_batches(string engineName)
    {
        // 400 numbers take 80,601 products, which are not asked for: that the response is constant is seen before.
        string[] names = [.. Enumerable.Range(1, 400).Select(static number => "x" + number.ToString(CultureInfo.InvariantCulture))];
        using var engine = Engine.Open(engineName);
        engine.Create("wide", new ModelFrame([
            FrameColumn.Numeric("y", Enumerable.Repeat(3.5, 90)),
            FrameColumn.Integer("g", Enumerable.Range(0, 90).Select(static row => (long)(row % 7))),
            .. names.Select(static (name, place) => FrameColumn.Numeric(name, Enumerable.Range(0, 90).Select(row => (row * place % 11) + 0.5)))]));
        Model model = Model.Parse($"y ~ {string.Join(" + ", names)} + (1 | g)");

        ModelException fault = Assert.Throws<ModelException>(() => model.FitIn(engine.Connection, "wide", options: Sums));

        Assert.Equal(LmmErrorCode.ConstantResponse, fault.Code);
        SqlStatement[] summaries = [.. model.ShowSql(engine.Connection, "wide", Sums).Where(static statement => statement.Purpose.StartsWith("counts of rows", StringComparison.Ordinal))];
        Assert.Equal(3, summaries.Length);
        Assert.Equal("counts of rows, means and ranges of numbers, 3 of 3", summaries[^1].Purpose);
    }

    [Fact]
    public void Several_sources_have_each_their_batches()
    {
        ModelFrame frame = Draw(distance: 1);
        using var north = Engine.Open("DuckDB");
        using var south = Engine.Open("DuckDB");
        north.Create("wide", frame.Rows([.. Enumerable.Range(0, Rows).Where(static row => row % 2 == 0)]));
        south.Create("wide", frame.Rows([.. Enumerable.Range(0, Rows).Where(static row => row % 2 != 0)]));
        Model model = Model.Parse(Formula);

        Agreement.Of((LinearMixedModelFit)model.Fit(frame, weights: "w"), model.FitIn([north.Connection, south.Connection], "wide", options: Sums with { Weights = "w" }));
    }

    private static ModelFrame Draw(double distance)
    {
        var random = new Random(5);
        int[] g = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(12))];
        double[][] numbers = [.. Enumerable.Range(0, Numbers).Select(number => g.Select(group => random.Next(9) == 0 ? group : random.NextDouble() * (1 + number)).ToArray())];
        return new ModelFrame([
            FrameColumn.Numeric("y", g.Select((group, row) => (distance * group) + (numbers[0][row] * group / 9) + numbers[40][row] + random.NextDouble())),
            FrameColumn.Text("f", g.Select(_ => "f" + random.Next(3))),
            FrameColumn.Numeric("w", g.Select(_ => 0.5 + random.NextDouble())),
            FrameColumn.Integer("g", g.Select(static group => (long)group)),
            .. numbers.Select(static (number, place) => FrameColumn.Numeric("x" + (place + 1).ToString(CultureInfo.InvariantCulture), number))]);
    }
}
