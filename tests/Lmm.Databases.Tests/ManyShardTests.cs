using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Many responses whose rows are spread over several databases are fitted as if they were in one.</summary>
public sealed class ManyShardTests
{
    private const int Shards = 3;
    private const int Count = 10;

    public static TheoryData<string, string, string?, DatabaseStrategy> Models
    {
        get
        {
            TheoryData<string, string, string?, DatabaseStrategy> models = [];
            foreach (string engine in new[] { "DuckDB", "SQLite" })
            {
                models.Add(engine, "score ~ arm + (1 | clinic)", null, DatabaseStrategy.Sums);
                models.Add(engine, Visits.Formula, null, DatabaseStrategy.Sums);
                models.Add(engine, Visits.Formula, "w", DatabaseStrategy.Sums);
                models.Add(engine, "score ~ poly(age, 2) * arm + offset(dose) + (1 | clinic)", "w", DatabaseStrategy.Compression);
            }

            return models;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Columns_give_the_fits_of_all_rows(string engineName, string formula, string? weights, DatabaseStrategy strategy)
    {
        ModelFrame frame = Frame();
        (string Name, double[] Values)[] responses = ManyResponses.Draw(frame, "score", Count, seed: 11);
        ManyFits memory = ManyResponses.InMemory(frame, formula, responses, weights: weights);
        DatabaseResponses columns = DatabaseResponses.InColumns([.. responses.Select(static response => response.Name)]);
        DatabaseOptions options = new() { Strategy = strategy, Weights = weights };
        using Shard shards = new(engineName, ManyResponses.Wide(frame, responses), ByChance(frame.RowCount));

        ManyResponses.Agree(memory, Model.Parse(formula).FitManyIn(shards.Connections, "study", columns, options: options), theta: 1e-5);
        ManyResponses.Agree(memory, await Model.Parse(formula).FitManyInAsync(shards.Connections, "study", columns, options: options), theta: 1e-5);
    }

    [Theory]
    [InlineData("DuckDB")]
    [InlineData("SQLite")]
    public void Rows_that_name_their_response_give_them_too_wherever_a_response_stands(string engineName)
    {
        ModelFrame frame = Frame();
        (string Name, double[] Values)[] responses = ManyResponses.Draw(frame, "score", Count, seed: 12);
        ModelFrame rows = ManyResponses.Long(frame, responses, "gene", "score");
        ManyFits memory = ManyResponses.InMemory(frame, Visits.Formula, responses);
        int[] genes = rows["gene"].Codes.ToArray();
        int[] byChance = ByChance(rows.RowCount);

        // By chance; each response in one place; the first in two, and others where the first is not; all in one.
        foreach (Func<int, int> shardOf in new Func<int, int>[] { row => byChance[row], row => genes[row] % Shards, row => genes[row] == 0 ? 1 + (row % 2) : genes[row] < 5 ? 0 : byChance[row], static _ => 2 })
        {
            using Shard shards = new(engineName, rows, [.. Enumerable.Range(0, rows.RowCount).Select(shardOf)]);
            ManyResponses.Agree(memory, Model.Parse(Visits.Formula).FitManyIn(shards.Connections, "study", DatabaseResponses.InRows("gene")), theta: 1e-5);
        }
    }

    [Fact]
    public void A_source_may_have_no_value_of_a_response()
    {
        ModelFrame frame = Frame();
        int[] shardOf = ByChance(frame.RowCount);
        (string Name, double[] Values)[] responses = ManyResponses.Draw(frame, "score", 4, seed: 16);
        responses[1].Values = [.. responses[1].Values.Select((value, row) => shardOf[row] == 1 ? double.NaN : value)];
        responses[3].Values = [.. responses[3].Values.Select((value, row) => shardOf[row] == 2 ? value : double.NaN)];
        const string Formula = "score ~ dose + offset(age) + (1 | clinic)";
        ManyFits memory = ManyResponses.InMemory(frame, Formula, responses);
        using Shard shards = new("DuckDB", ManyResponses.Wide(frame, responses), shardOf);

        ManyResponses.Agree(memory, Model.Parse(Formula).FitManyIn(shards.Connections, "study", DatabaseResponses.InColumns("r0", "r1", "r2", "r3")));
        shards.Engines[1].Run("UPDATE study SET r1 = CAST('NaN' AS DOUBLE)");
        ManyResponses.Agree(memory, Model.Parse(Formula).FitManyIn(shards.Connections, "study", DatabaseResponses.InColumns("r0", "r1", "r2", "r3")));
    }

    [Fact]
    public async Task Typed_models_do_as_well()
    {
        ModelFrame frame = Visits.Draw();
        (string Name, double[] Values)[] responses = ManyResponses.Draw(frame, "score", Count, seed: 13);
        ResponseTable table = new([.. responses.Select(static response => response.Values)], [.. responses.Select(static response => response.Name)]);
        using Shard shards = new("DuckDB", ManyResponses.Wide(frame, responses), ByChance(frame.RowCount));
        DatabaseResponses columns = DatabaseResponses.InColumns([.. table.Names]);
        string source = $"SELECT dose, arm, clinic, {string.Join(", ", table.Names)} FROM study";
        VisitModel.Fits memory = VisitModel.FitMany(Visits.Typed(frame), table);

        ManyResponses.Agree(memory, VisitModel.FitManyIn(shards.Connections, source, columns));
        ManyResponses.Agree(memory, await VisitModel.FitManyInAsync(shards.Connections, source, columns));
    }

    [Fact]
    public void A_source_that_is_unlike_the_first_is_named()
    {
        ModelFrame frame = Frame();
        (string Name, double[] Values)[] responses = ManyResponses.Draw(frame, "score", 2, seed: 14);
        Model model = Model.Parse(Visits.Formula);
        DatabaseResponses columns = DatabaseResponses.InColumns("r0", "r1");
        using (Shard shards = new("DuckDB", ManyResponses.Wide(frame, responses), ByChance(frame.RowCount)))
        {
            shards.Engines[1].Run("ALTER TABLE study DROP r1");
            Assert.Contains("DuckDB :memory: has no column r1, which is to be a response", Assert.Throws<ModelException>(() => model.FitManyIn(shards.Connections, "study", columns)).Message, StringComparison.Ordinal);
            shards.Engines[1].Run("ALTER TABLE study ADD r1 DOUBLE; ALTER TABLE study ALTER clinic TYPE VARCHAR");
            Assert.Contains("values of the type string in the column clinic, unlike the first of the sources", Assert.Throws<ModelException>(() => model.FitManyIn(shards.Connections, "study", columns)).Message, StringComparison.Ordinal);
            shards.Engines[2].Run("DROP TABLE study");
            Assert.Contains("its rows are not counted, so that no fit is made of those of the others", Assert.Throws<DataSourceException>(() => model.FitManyIn(shards.Connections, "study", columns)).Message, StringComparison.Ordinal);
            Assert.Contains("twice", Assert.Throws<ArgumentException>(() => model.FitManyIn([shards.Connections[0], shards.Connections[0]], "study", columns)).Message, StringComparison.Ordinal);
        }
    }

    private static int[] ByChance(int rows)
    {
        var random = new Random(15);
        return [.. Enumerable.Range(0, rows).Select(_ => random.Next(Shards))];
    }

    private static ModelFrame Frame()
    {
        ModelFrame drawn = Visits.Draw();
        var random = new Random(9);
        return drawn
            .With(FrameColumn.Integer("age", Enumerable.Range(0, drawn.RowCount).Select(_ => (long)random.Next(20, 60))))
            .With(FrameColumn.Numeric("w", Enumerable.Range(0, drawn.RowCount).Select(row => row % 50 == 0 ? 0 : 0.5 + random.NextDouble())));
    }

    private sealed class Shard : IDisposable
    {
        public Shard(string engineName, ModelFrame frame, int[] shardOf)
        {
            Engines = [.. Enumerable.Range(0, Shards).Select(_ => Engine.Open(engineName))];
            for (int shard = 0; shard < Shards; shard++)
            {
                Engines[shard].Create("study", frame, Enumerable.Range(0, frame.RowCount).Where(row => shardOf[row] == shard));
            }
        }

        public Engine[] Engines { get; }

        public System.Data.Common.DbConnection[] Connections => [.. Engines.Select(static engine => engine.Connection)];

        public void Dispose() => Array.ForEach(Engines, static engine => engine.Dispose());
    }
}
