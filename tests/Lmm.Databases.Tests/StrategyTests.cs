using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Without a strategy one is chosen by the combinations that the first rows have, and reported.</summary>
public sealed class StrategyTests
{
    public static TheoryData<string> Engines => Engine.Names;

    [Theory]
    [MemberData(nameof(Engines))]
    public void Numbers_of_few_values_are_grouped_by_and_others_summed(string engineName)
    {
        ModelFrame drawn = Visits.Draw(rows: 4000);
        ModelFrame few = drawn.With(FrameColumn.Numeric("dose", drawn["clinic"].Numbers!.ToArray().Select(static (clinic, row) => (clinic % 3) + (row % 40 == 0 ? 1 : 0))));
        using var engine = Engine.Open(engineName);
        engine.Create("many", drawn);
        engine.Create("few", few);
        Model model = Model.Parse("score ~ dose * arm + (1 | clinic)");

        LinearMixedModelFit summed = model.FitIn(engine.Connection, "many");
        LinearMixedModelFit compressed = model.FitIn(engine.Connection, "few");

        Agreement.Of((LinearMixedModelFit)model.Fit(drawn), summed);
        Agreement.Of((LinearMixedModelFit)model.Fit(few), compressed);
        Assert.Equal((DatabaseStrategy.Sums, 72), (summed.Cells!.Strategy, summed.Cells.Count));
        Assert.Equal(["arm", "clinic"], summed.Cells.Variables.Order());
        Assert.Contains("the first 4000 rows have 72 combinations of what is grouped by, and 4000 with numbers", summed.Cells.ToString(), StringComparison.Ordinal);
        Assert.Equal(DatabaseStrategy.Compression, compressed.Cells!.Strategy);
        Assert.Contains("dose", compressed.Cells.Variables);
    }

    [Fact]
    public void Later_rows_of_more_values_are_summed_after_all()
    {
        ModelFrame drawn = Visits.Draw(rows: 14_000);
        ModelFrame frame = drawn.With(FrameColumn.Numeric("dose", drawn["dose"].Numbers!.ToArray().Select(static (dose, row) => row < 10_000 ? 1 : dose)));
        using var engine = Engine.Open("SQLite");
        engine.Create("visits", frame);

        LinearMixedModelFit fit = Model.Parse(Visits.Formula).FitIn(engine.Connection, "visits", options: new DatabaseOptions { MaximumCells = 1000 });

        Agreement.Of((LinearMixedModelFit)Model.Parse(Visits.Formula).Fit(frame), fit);
        Assert.Equal(DatabaseStrategy.Sums, fit.Cells!.Strategy);
        Assert.EndsWith("but all have more than 1000", fit.Cells.Estimate, StringComparison.Ordinal);
    }

    [Fact]
    public void What_leaves_no_choice_is_not_estimated()
    {
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", Visits.Draw());
        Model factors = Model.Parse("score ~ arm + (1 | clinic)");

        Assert.Null(factors.FitIn(engine.Connection, "visits").Cells!.Estimate);
        Assert.DoesNotContain(factors.ShowSql(engine.Connection, "visits"), static statement => statement.Purpose.Contains("combinations", StringComparison.Ordinal));
        Assert.Null(Model.Parse(Visits.Formula).FitIn(engine.Connection, "visits", options: new DatabaseOptions { Strategy = DatabaseStrategy.Sums }).Cells!.Estimate);
        Assert.Equal(["combinations", "sums:", "compression:"], Model.Parse(Visits.Formula).ShowSql(engine.Connection, "visits").Select(static statement => statement.Purpose.Split(' ')[0]).Distinct());
        Assert.Equal(72, Model.Parse(Visits.Formula).FitStream([Visits.Draw()]).Cells!.Count);
        Assert.Null(((LinearMixedModelFit)Model.Parse(Visits.Formula).Fit(Visits.Draw())).Cells);
    }
}
