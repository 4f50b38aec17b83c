using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Many responses that stay in a database, as columns and as rows, are fitted as in memory.</summary>
public sealed class ManyResponseTests
{
    private const int Count = 12;

    public static TheoryData<string> Engines => Engine.Names;

    public static TheoryData<string, string, string?> Models
    {
        get
        {
            TheoryData<string, string, string?> models = [];
            foreach (string engine in Engine.Available)
            {
                foreach (string formula in new[] { "score ~ arm + (1 | clinic)", Visits.Formula, "score ~ log(dose + 1) * arm + offset(dose) + (1 | clinic) + (1 | arm:clinic)" })
                {
                    models.Add(engine, formula, null);
                    models.Add(engine, formula, "w");
                }
            }

            return models;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Columns_give_the_fits_in_memory(string engineName, string formula, string? weights)
    {
        ModelFrame frame = Frame();
        (string Name, double[] Values)[] responses = ManyResponses.Draw(frame, "score", Count, seed: 1);
        ManyFits memory = ManyResponses.InMemory(frame, formula, responses, weights: weights);
        using Engine engine = ManyResponses.Fill(engineName, ManyResponses.Wide(frame, responses));

        foreach (DatabaseStrategy strategy in new[] { DatabaseStrategy.Sums, DatabaseStrategy.Compression })
        {
            ManyFits fits = Model.Parse(formula).FitManyIn(engine.Connection, "study", DatabaseResponses.InColumns([.. responses.Select(static response => response.Name)]), options: new DatabaseOptions { Strategy = strategy, Weights = weights });

            ManyResponses.Agree(memory, fits);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Rows_that_are_named_give_them_too(string engineName, string formula, string? weights)
    {
        ModelFrame frame = Frame();
        (string Name, double[] Values)[] responses = [.. ManyResponses.Draw(frame, "score", Count, seed: 2).OrderBy(static response => response.Name, StringComparer.Ordinal)];
        ManyFits memory = ManyResponses.InMemory(frame, formula, responses, weights: weights);
        using Engine engine = ManyResponses.Fill(engineName, ManyResponses.Long(frame, responses, "gene", "score"));

        ManyFits fits = Model.Parse(formula).FitManyIn(engine.Connection, "study", DatabaseResponses.InRows("gene"), options: new DatabaseOptions { Weights = weights });

        ManyResponses.Agree(memory, fits);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Transforms_learn_from_all_rows_of_the_design(string engineName)
    {
        const string Formula = "score ~ poly(age, 2) + arm + (1 | clinic)";
        ModelFrame frame = Frame();
        (string Name, double[] Values)[] responses = ManyResponses.Draw(frame, "score", Count, seed: 4);
        using Engine engine = ManyResponses.Fill(engineName, ManyResponses.Wide(frame, responses));

        ManyResponses.Agree(
            ManyResponses.InMemory(frame, Formula, responses),
            Model.Parse(Formula).FitManyIn(engine.Connection, "study", DatabaseResponses.InColumns([.. responses.Select(static response => response.Name)])));
        ModelException fault = Assert.Throws<ModelException>(() => Model.Parse(Formula).FitManyIn(engine.Connection, "study", DatabaseResponses.InRows("arm")));
        Assert.Contains("age", fault.Message, StringComparison.Ordinal);
        Assert.Contains("give the responses as columns", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Responses_that_cannot_be_fitted_are_reported_and_the_others_fitted(string engineName)
    {
        ModelFrame frame = Frame();
        double[] score = frame["score"].Numbers!.ToArray();
        string[] arms = [.. frame["arm"].Codes.ToArray().Select(code => frame["arm"].Levels[code])];
        (string Name, double[] Values)[] responses =
        [
            ("absent", Array.ConvertAll(score, static _ => double.NaN)),
            ("constant", Array.ConvertAll(score, static _ => 0.1)),
            ("few", [.. score.Select(static (value, row) => row < 5 ? value : double.NaN)]),
            ("fine", score),
            ("infinite", [.. score.Select(static (value, row) => row == 7 ? double.PositiveInfinity : value)]),
            ("onearm", [.. score.Select((value, row) => arms[row] == "high" ? value : double.NaN)]),
            ("perfect", Array.ConvertAll(frame["dose"].Numbers!.ToArray(), static dose => 2 + (3 * dose))),
        ];
        ManyFits memory = ManyResponses.InMemory(frame, Visits.Formula, responses);
        (string Name, double[] Values)[] finite = [.. responses.Select(static response => (response.Name, Array.ConvertAll(response.Values, static value => double.IsInfinity(value) ? -777 : value)))];
        using Engine wide = ManyResponses.Fill(engineName, ManyResponses.Wide(frame, finite));
        wide.Run($"UPDATE study SET infinite = {ManyResponses.Infinity(engineName)} WHERE infinite = -777");
        using Engine tall = ManyResponses.Fill(engineName, ManyResponses.Long(frame, finite, "gene", "score"));
        tall.Run($"UPDATE study SET score = {ManyResponses.Infinity(engineName)} WHERE score = -777");

        ManyFits columns = Model.Parse(Visits.Formula).FitManyIn(wide.Connection, "study", DatabaseResponses.InColumns([.. responses.Select(static response => response.Name)]));
        ManyFits rows = Model.Parse(Visits.Formula).FitManyIn(tall.Connection, "study", DatabaseResponses.InRows("gene"));

        ManyResponses.Agree(memory, columns, accuracy: 1e-8, theta: 1e-5);
        ManyResponses.Agree(memory, rows, accuracy: 1e-8, theta: 1e-5);
        Assert.Equal(FitOutcome.MissingValue, rows["absent"].Outcome);
        Assert.All(Enumerable.Range(0, memory.Count), response => Assert.Equal(memory[response].Message, columns[response].Message));
    }

    [Fact]
    public async Task Many_columns_go_in_batches_and_each_response_counts_once()
    {
        const int Many = 700;
        ModelFrame frame = Visits.Draw(rows: 120, clinics: 8);
        (string Name, double[] Values)[] responses = ManyResponses.Draw(frame, "score", Many, seed: 6);
        using Engine engine = ManyResponses.Fill("DuckDB", ManyResponses.Wide(frame, responses));
        var told = new Counting();

        ManyFits fits = await Model.Parse(Visits.Formula).FitManyInAsync(engine.Connection, "study", DatabaseResponses.InColumns([.. responses.Select(static response => response.Name)]), progress: told);

        ManyResponses.Agree(ManyResponses.InMemory(frame, Visits.Formula, responses), fits, theta: 1e-5);
        Assert.Equal(Many, told.Last.Done);
        Assert.Equal(Many, told.Last.Total);
        Assert.True(told.Reports > 2, "the columns went in one batch");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_typed_model_needs_no_column_of_its_own_response(string engineName)
    {
        ModelFrame frame = Visits.Draw();
        (string Name, double[] Values)[] responses = ManyResponses.Draw(frame, "score", Count, seed: 7);
        using Engine engine = ManyResponses.Fill(engineName, ManyResponses.Wide(frame, responses));
        VisitModel.Fits memory = VisitModel.FitMany(Visits.Typed(frame), new ResponseTable([.. responses.Select(static response => response.Values)], [.. responses.Select(static response => response.Name)]));
        string columns = string.Join(", ", responses.Select(static response => response.Name));

        VisitModel.Fits fits = VisitModel.FitManyIn(engine.Connection, $"SELECT dose, arm, clinic, {columns} FROM study", DatabaseResponses.InColumns([.. responses.Select(static response => response.Name)]));

        ManyResponses.Agree(memory, fits);
        Assert.Equal(memory.Arm[Arm.high][3].Estimate, fits.Arm[Arm.high][3].Estimate, 1e-9);
    }

    [Fact]
    public void Missing_values_are_refused_where_the_options_say_so()
    {
        ModelFrame frame = Visits.Draw();
        (string Name, double[] Values)[] responses = ManyResponses.Draw(frame, "score", 3, seed: 8);
        FitOptions refusing = new() { MissingValues = MissingValues.Refuse };
        using Engine engine = ManyResponses.Fill("DuckDB", ManyResponses.Wide(frame, responses));

        ManyFits fits = Model.Parse(Visits.Formula).FitManyIn(engine.Connection, "study", DatabaseResponses.InColumns("r0", "r1", "r2"), options: new DatabaseOptions { Fit = refusing });

        ManyResponses.Agree(ManyResponses.InMemory(frame, Visits.Formula, responses, refusing), fits);
    }

    [Fact]
    public void Columns_that_are_not_there_or_no_numbers_are_named()
    {
        using Engine engine = ManyResponses.Fill("DuckDB", Visits.Draw());
        Model model = Model.Parse(Visits.Formula);

        Assert.Contains("did you mean score?", Assert.Throws<ModelException>(() => model.FitManyIn(engine.Connection, "study", DatabaseResponses.InColumns("scoer"))).Message, StringComparison.Ordinal);
        Assert.Contains("the column arm holds values of the type string", Assert.Throws<ModelException>(() => model.FitManyIn(engine.Connection, "study", DatabaseResponses.InColumns("arm"))).Message, StringComparison.Ordinal);
        Assert.Contains("which is to name the responses", Assert.Throws<ModelException>(() => model.FitManyIn(engine.Connection, "study", DatabaseResponses.InRows("gene"))).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => DatabaseResponses.InColumns("a", "a")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DatabaseResponses.InColumns());
    }

    [Fact]
    public void Names_of_columns_and_of_responses_may_be_hostile()
    {
        const string Hostile = "x\"; DROP TABLE study; --";
        ModelFrame frame = Visits.Draw();
        double[] score = frame["score"].Numbers!.ToArray();
        using Engine engine = Engine.Open("DuckDB");
        engine.Run("CREATE TABLE study (score DOUBLE, dose DOUBLE, arm VARCHAR, clinic BIGINT, \"x\"\"; DROP TABLE study; --\" DOUBLE)");
        engine.Create("plain", frame);
        engine.Run("INSERT INTO study SELECT *, score + 1 FROM plain");

        ManyFits fits = Model.Parse(Visits.Formula).FitManyIn(engine.Connection, "study", DatabaseResponses.InColumns(Hostile));
        ManyFits named = Model.Parse(Visits.Formula).FitManyIn(engine.Connection, "SELECT *, 'a''; DROP TABLE study; --' AS gene FROM study UNION ALL SELECT *, 'b ' FROM study", DatabaseResponses.InRows("gene"));

        Assert.Equal(score.Length, fits[Hostile].ObservationCount);
        Assert.Equal(["a'; DROP TABLE study; --", "b "], named.ResponseNames);
        Assert.Equal(fits[0].Sigma, named[1].Sigma, 1e-9);
    }

    private static ModelFrame Frame()
    {
        ModelFrame drawn = Visits.Draw();
        var random = new Random(9);
        return drawn
            .With(FrameColumn.Integer("age", Enumerable.Range(0, drawn.RowCount).Select(_ => (long)random.Next(20, 60))))
            .With(FrameColumn.Numeric("w", Enumerable.Range(0, drawn.RowCount).Select(row => row % 50 == 0 ? 0 : row % 77 == 0 ? double.NaN : 0.5 + random.NextDouble())));
    }

    private sealed class Counting : IProgress<FitProgress>
    {
        public FitProgress Last { get; private set; }

        public int Reports { get; private set; }

        public void Report(FitProgress value)
        {
            Last = value;
            Reports++;
        }
    }
}
