using System.Data.Common;
using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Rows that are given again have the residuals and fitted values of the fit in memory.</summary>
public sealed class ResidualStreamTests
{
    private const string Formula = "log(score + 50) ~ poly(age, 2) + dose * arm + offset(0.1 * dose) + (dose | clinic)";

    public static TheoryData<string> Engines => Engine.Names;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Rows_of_a_query_have_those_of_the_fit_in_memory(string engineName)
    {
        ModelFrame frame = Frame();
        using var engine = Engine.Open(engineName);
        engine.Create("visits", frame.With(FrameColumn.Integer("row", Enumerable.Range(0, frame.RowCount).Select(static row => (long)row))));
        ModelFit memory = Model.Parse(Formula).Fit(frame);
        LinearMixedModelFit fit = Model.Parse(Formula).FitIn(engine.Connection, "visits");

        using DbCommand command = engine.Connection.CreateCommand();
        command.CommandText = "SELECT * FROM visits ORDER BY row";
        using (DbDataReader reader = command.ExecuteReader())
        {
            Agree(memory, fit.ResidualsOf(reader));
        }

        using (DbDataReader reader = command.ExecuteReader())
        {
            Agree(memory, await fit.ResidualsOfAsync(reader).ToListAsync());
        }
    }

    [Fact]
    public async Task Tables_and_typed_rows_are_read_one_after_the_other()
    {
        ModelFrame frame = Visits.Draw();
        Visit[] rows = Visits.Typed(frame);
        VisitFit memory = VisitModel.Fit(rows);
        VisitFit fit = VisitModel.FitStream(rows);
        ModelFrame[] chunks = [.. Enumerable.Range(0, frame.RowCount).Chunk(70).Select(part => frame.Rows(part))];

        Agree(memory, fit.ResidualsOf(chunks));
        Agree(memory, await fit.ResidualsOfAsync(chunks.ToAsyncEnumerable()).ToListAsync());
        Agree(memory, VisitModel.ResidualsOf(rows, fit));
        Agree(memory, await VisitModel.ResidualsOfAsync(rows.ToAsyncEnumerable(), fit).ToListAsync());
        Assert.Equal(
            memory.Predict(frame, new PredictionOptions { Target = PredictionTarget.Population }),
            fit.ResidualsOf([frame], new PredictionOptions { Target = PredictionTarget.Population }).Select(static row => row.FittedValue),
            static (one, other) => Math.Abs(one - other) < 1e-7);
    }

    [Fact]
    public void Nothing_is_read_before_it_is_asked_for_and_no_more_than_a_chunk()
    {
        const int Chunk = 10_000;
        int read = 0;
        VisitFit fit = VisitModel.FitStream(Visits.Typed(Visits.Draw()));
        Visit row = new(1, 2, Arm.low, 3);

        IEnumerable<RowResidual> residuals = VisitModel.ResidualsOf(Endless(), fit);
        Assert.Equal(0, read);
        Assert.Equal([1, 2, 3], residuals.Take(3).Select(static residual => residual.Number));
        Assert.Equal(Chunk, read);
        Assert.Equal(Chunk + 1, residuals.Skip(Chunk).First().Number);

        IEnumerable<Visit> Endless()
        {
            while (true)
            {
                read++;
                yield return row;
            }
        }
    }

    [Fact]
    public void What_a_row_lacks_is_no_number_and_what_it_cannot_have_is_refused()
    {
        ModelFrame frame = Visits.Draw();
        LinearMixedModelFit fit = Model.Parse(Visits.Formula).FitStream([frame]);
        ModelFrame odd = new(
            FrameColumn.Numeric("score", [double.NaN, 3]), FrameColumn.Numeric("dose", [1, double.NaN]), FrameColumn.Text("arm", ["low", "low"]), FrameColumn.Integer("clinic", [1L, 1]));
        ModelFrame foreign = new(FrameColumn.Numeric("score", [1.0]), FrameColumn.Numeric("dose", [1.0]), FrameColumn.Text("arm", ["low"]), FrameColumn.Integer("clinic", [99L]));

        RowResidual[] residuals = [.. fit.ResidualsOf([odd])];
        Assert.True(double.IsNaN(residuals[0].Response) && double.IsNaN(residuals[0].Residual) && double.IsFinite(residuals[0].FittedValue));
        Assert.True(residuals[1].Response == 3 && double.IsNaN(residuals[1].FittedValue));
        Assert.Contains("99", Assert.Throws<ModelException>(() => fit.ResidualsOf([foreign]).Count()).Message, StringComparison.Ordinal);
        Assert.True(double.IsFinite(fit.ResidualsOf([foreign], new PredictionOptions { NewLevels = NewLevels.UsePopulation }).Single().Residual));
        ModelFit scaled = Model.Parse("I(score - mean(score)) ~ dose + (1 | clinic)").Fit(frame);
        Assert.Contains("only all rows tell", Assert.Throws<ModelException>(() => scaled.ResidualsOf([frame])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_without_rows_says_how_to_get_residuals()
    {
        LinearMixedModelFit fit = Model.Parse(Visits.Formula).FitStream([Visits.Draw()]);

        foreach (Func<object> asked in new Func<object>[] { () => fit.Residuals, () => fit.FittedValues, () => fit.ScaledResiduals, () => fit.Influence, () => fit.Rows })
        {
            string message = Assert.Throws<InvalidOperationException>(asked).Message;
            Assert.Contains("stayed in a database or have passed in a stream", message, StringComparison.Ordinal);
            Assert.Contains("fit.ResidualsOf(rows)", message, StringComparison.Ordinal);
        }
    }

    private static void Agree(ModelFit memory, IEnumerable<RowResidual> residuals)
    {
        RowResidual[] all = [.. residuals];
        double[] expected = memory.Residuals.ToInputRows();
        Assert.Equal(expected.Length, all.Length);
        for (int row = 0; row < all.Length; row++)
        {
            Assert.Equal(row + 1, all[row].Number);
            Assert.Equal(expected[row], all[row].Residual, 1e-7 * memory.Sigma);
        }

        Assert.Equal(memory.FittedValues.ToInputRows().Where(static value => !double.IsNaN(value)), all.Where(static row => !double.IsNaN(row.Residual)).Select(static row => row.FittedValue), (one, other) => Math.Abs(one - other) < 1e-7 * memory.Sigma);
    }

    private static ModelFrame Frame()
    {
        ModelFrame drawn = Visits.Draw();
        var random = new Random(31);
        return drawn
            .With(FrameColumn.Integer("age", Enumerable.Range(0, drawn.RowCount).Select(_ => (long)random.Next(20, 60))))
            .With(FrameColumn.Numeric("score", drawn["score"].Numbers!.ToArray().Select(static (score, row) => row % 40 == 3 ? double.NaN : score)));
    }
}
