namespace Lmm.Databases.Tests;

/// <summary>Fits of rows that come in chunks and are not kept, beside fits of the same rows in memory.</summary>
public sealed class StreamTests
{
    private const int Seeds = 60;

    [Fact]
    public void Random_models_have_the_fits_of_their_rows_in_memory()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            ModelFrame frame = RandomModels.Draw(random);
            var model = Model.Parse(RandomModels.Formula(random));
            string? weights = random.Next(3) == 0 ? "w" : null;
            Estimation estimation = random.Next(2) == 0 ? Estimation.MaximumLikelihood : Estimation.RestrictedMaximumLikelihood;
            int size = 1 + random.Next(frame.RowCount);
            StreamOptions options = new() { Weights = weights };
            LinearMixedModelFit memory;
            try
            {
                memory = (LinearMixedModelFit)model.Fit(frame, estimation, weights: weights);
            }
            catch (ModelException fault)
            {
                ModelException other = Assert.Throws<ModelException>(() => model.FitStream(Chunks(frame, size), estimation, options));
                Assert.True(fault.Code == other.Code, $"{seed}: {model}: {fault.Message} / {other.Message}");
                continue;
            }

            LinearMixedModelFit stream = model.FitStream(Chunks(frame, size), estimation, options);
            try
            {
                Agreement.Of(memory, stream, theta: 1e-5);
                Assert.False(stream.HasRows);
            }
            catch (Xunit.Sdk.XunitException fault)
            {
                Assert.Fail($"seed {seed}, {model}, {size} rows a chunk, weights {weights}: {fault.Message}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(900)]
    [InlineData(5000)]
    public void The_size_of_chunks_does_not_matter(int size)
    {
        ModelFrame frame = Visits.Draw();
        var memory = (LinearMixedModelFit)Model.Parse(Visits.Formula).Fit(frame);
        Agreement.Of(memory, Model.Parse(Visits.Formula).FitStream(Chunks(frame, size)), accuracy: 1e-10, theta: 1e-7);
    }

    [Fact]
    public void A_response_far_from_zero_keeps_its_digits() => Check("y ~ x + (x | g)", static (g, random) => 1e9 + g + random, accuracy: 1e-10, theta: 1e-8);

    [Fact]
    public void So_does_one_that_wanders_off_after_the_first_rows() => Check("y ~ x + (x | g)", static (g, random) => (g == 0 ? 0 : 1e6) + random, accuracy: 1e-8, theta: 1e-6);

    [Fact]
    public void Groups_a_million_residuals_apart_keep_theirs() => Check("y ~ x + (1 | g)", static (g, random) => (1e6 * g) + random, accuracy: 1e-7, theta: 1e-7);

    [Fact]
    public void A_covariate_of_the_groups_costs_no_digits() => Check("y ~ x + u + (1 | g)", static (g, random) => g + random, accuracy: 1e-10, theta: 1e-8);

    [Fact]
    public void A_common_factor_of_the_weights_does_not_matter() => Check("y ~ x + (1 | g)", static (g, random) => g + random, accuracy: 1e-10, theta: 1e-8, weight: 1e-18);

    [Fact]
    public void Rows_of_weight_zero_have_no_part_but_that_transforms_learn_from_them() => Check("y ~ x + scale(u) + (1 | g)", static (g, random) => g + random, accuracy: 1e-10, theta: 1e-8, weight: 3, zeros: true);

    [Fact]
    public async Task Typed_rows_are_streamed_one_after_the_other()
    {
        ModelFrame frame = Visits.Draw();
        Visit[] rows = Visits.Typed(frame);
        VisitFit memory = VisitModel.Fit(rows);
        VisitFit stream = VisitModel.FitStream(rows, options: new StreamOptions { RowsPerChunk = 64 });
        List<FitProgress> told = [];
        VisitFit later = await VisitModel.FitStreamAsync(OneByOne(rows), options: new StreamOptions { RowsPerChunk = 250 }, progress: new Told(told.Add));

        Agreement.Of(memory, stream);
        Agreement.Of(memory, later);
        Assert.False(later.HasRows);
        Assert.Equal([250, 500, 750, 900], told.Where(static progress => progress.Stage == FitStage.Rows).Select(static progress => progress.Done));
        Assert.Contains(told, static progress => progress.Stage == FitStage.Search);
    }

    [Fact]
    public async Task Tables_may_come_asynchronously()
    {
        ModelFrame frame = Visits.Draw();
        var memory = (LinearMixedModelFit)Model.Parse(Visits.Formula).Fit(frame);
        Agreement.Of(memory, await Model.Parse(Visits.Formula).FitStreamAsync(OneByOne(Chunks(frame, 200))));
    }

    [Fact]
    public void A_chunk_may_be_empty_or_have_no_complete_row()
    {
        ModelFrame frame = Visits.Draw(300);
        ModelFrame lacking = frame.Rows(0, 1, 2).With(FrameColumn.Numeric("dose", [double.NaN, double.NaN, double.NaN]));
        LinearMixedModelFit stream = Model.Parse(Visits.Formula).FitStream([frame.Rows(), lacking, .. Chunks(frame, 100), frame.Rows()]);
        Agreement.Of((LinearMixedModelFit)Model.Parse(Visits.Formula).Fit(frame), stream, dropped: 3);
    }

    [Fact]
    public void Rows_are_needed()
    {
        ModelFrame frame = Visits.Draw(50);
        var model = Model.Parse(Visits.Formula);
        Assert.Equal(LmmErrorCode.NotEnoughRows, Assert.Throws<ModelException>(() => model.FitStream([])).Code);
        Assert.Equal(LmmErrorCode.NotEnoughRows, Assert.Throws<ModelException>(() => model.FitStream([frame.Rows()])).Code);
        Assert.Equal(LmmErrorCode.NotEnoughRows, Assert.Throws<ModelException>(() => VisitModel.FitStream([])).Code);
        ModelFrame lacking = frame.With(FrameColumn.Numeric("dose", Enumerable.Repeat(double.NaN, 50)));
        Assert.Contains("none of the 50 rows", Assert.Throws<ModelException>(() => model.FitStream(Chunks(lacking, 20))).Message, StringComparison.Ordinal);
        Assert.Contains("Chunk 2 is null", Assert.Throws<ArgumentException>(() => model.FitStream([frame, null!])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_another_type_is_named_with_its_chunk()
    {
        ModelFrame frame = Visits.Draw(60);
        ModelFrame other = frame.With(FrameColumn.Text("dose", Enumerable.Repeat("much", 60)));
        ModelException fault = Assert.Throws<ModelException>(() => Model.Parse(Visits.Formula).FitStream([frame, frame, other]));
        Assert.Equal(LmmErrorCode.UnsuitableColumn, fault.Code);
        Assert.Contains("chunk 3 has values of the type string in the column dose, and the first chunk has double", fault.Message, StringComparison.Ordinal);

        ModelFrame lacking = new(frame.Columns.Where(static column => column.Name != "arm"));
        Assert.Contains("chunk 2 has no column arm", Assert.Throws<ModelException>(() => Model.Parse(Visits.Formula).FitStream([frame, lacking])).Message, StringComparison.Ordinal);

        ModelFrame declared = frame.With(frame["arm"].WithLevels("control", "low", "high"));
        ModelFrame more = frame.With(FrameColumn.Text("arm", Enumerable.Repeat("none", 60)));
        Assert.Contains("chunk 2 has the levels none in the column arm", Assert.Throws<ModelException>(() => Model.Parse(Visits.Formula).FitStream([declared, more])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faulty_rows_are_named_by_their_number_in_the_stream()
    {
        ModelFrame frame = Visits.Draw(100);
        double[] weights = [.. Enumerable.Repeat(1.0, 100)];
        weights[70] = -2;
        ModelFrame weighted = frame.With(FrameColumn.Numeric("w", weights));
        Assert.Contains("is -2 in row 71", Assert.Throws<ModelException>(() => Model.Parse(Visits.Formula).FitStream(Chunks(weighted, 30), options: new StreamOptions { Weights = "w" })).Message, StringComparison.Ordinal);

        double[] doses = [.. frame["dose"].Numbers!];
        doses[42] = -3;
        ModelFrame negative = frame.With(FrameColumn.Numeric("dose", doses));
        Assert.Contains("row 43", Assert.Throws<ModelException>(() => Model.Parse("score ~ log(dose) + (1 | clinic)").FitStream(Chunks(negative, 30))).Message, StringComparison.Ordinal);
        doses[42] = double.NaN;
        ModelFrame lacking = frame.With(FrameColumn.Numeric("dose", doses));
        StreamOptions refusing = new() { Fit = new FitOptions { MissingValues = MissingValues.Refuse } };
        Assert.Contains("row 43", Assert.Throws<ModelException>(() => Model.Parse(Visits.Formula).FitStream(Chunks(lacking, 30), options: refusing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_streams_cannot_have_is_refused()
    {
        ModelFrame frame = Visits.Draw(100);
        Assert.Equal(LmmErrorCode.WrongKindOfModel, Assert.Throws<ModelException>(() => Model.Parse("score ~ dose").FitStream([frame])).Code);
        Assert.Equal(LmmErrorCode.TooLarge, Assert.Throws<ModelException>(() => Model.Parse("score ~ poly(dose, 2) + (1 | clinic)").FitStream(Chunks(frame, 20), options: new StreamOptions { MaximumCells = 50 })).Code);
        Assert.Throws<ArgumentException>(() => VisitModel.FitStream([], options: new StreamOptions { Weights = "w" }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamOptions { RowsPerChunk = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Model.Parse(Visits.Formula).FitStream([frame], (Estimation)9));
    }

    [Fact]
    public async Task A_stream_without_end_can_be_cancelled()
    {
        ModelFrame frame = Visits.Draw(200);
        Visit[] rows = Visits.Typed(frame);
        using CancellationTokenSource source = new();
        source.CancelAfter(200);
        Assert.ThrowsAny<OperationCanceledException>(() => Model.Parse(Visits.Formula).FitStream(Forever([frame]), cancellationToken: source.Token));
        using CancellationTokenSource later = new();
        later.CancelAfter(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => VisitModel.FitStreamAsync(OneByOne(Forever(rows)), cancellationToken: later.Token));
    }

    private static IEnumerable<ModelFrame> Chunks(ModelFrame frame, int size)
        => Enumerable.Range(0, frame.RowCount).Chunk(size).Select(rows => Retyped(frame.Rows(rows)));

    // Texts have the levels of their chunk alone, as those of a reader have.
    private static ModelFrame Retyped(ModelFrame chunk) => new(chunk.Columns.Select(static column => column.Levels.Count > 0 && !column.Levels.Contains("TRUE")
        ? FrameColumn.Text(column.Name, column.Codes.ToArray().Select(code => code < 0 ? null : column.Levels[code]))
        : column));

    private static IEnumerable<T> Forever<T>(T[] values)
    {
        while (true)
        {
            foreach (T value in values)
            {
                yield return value;
            }
        }
    }

    private static async IAsyncEnumerable<T> OneByOne<T>(IEnumerable<T> values)
    {
        foreach (T value in values)
        {
            await Task.CompletedTask;
            yield return value;
        }
    }

    private static void Check(string formula, Func<int, double, double> response, double accuracy, double theta, double? weight = null, bool zeros = false)
    {
        var random = new Random(17);
        int[] groups = [.. Enumerable.Range(0, 600).Select(_ => random.Next(30)).Order()];
        double[] ofGroup = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())];
        var frame = new ModelFrame(
            FrameColumn.Numeric("y", groups.Select(group => response(group, random.NextDouble()))),
            FrameColumn.Numeric("x", groups.Select(_ => random.NextDouble())),
            FrameColumn.Numeric("u", groups.Select(group => ofGroup[group])),
            FrameColumn.Integer("g", groups.Select(static group => (long)group)),
            FrameColumn.Numeric("w", groups.Select(_ => zeros && random.Next(5) == 0 ? 0 : (weight ?? 1) * (0.5 + random.NextDouble()))));
        string? weights = weight is null ? null : "w";
        var memory = (LinearMixedModelFit)Model.Parse(formula).Fit(frame, weights: weights);
        foreach (int size in new[] { 15, 100, 600 })
        {
            Agreement.Of(memory, Model.Parse(formula).FitStream(Chunks(frame, size), options: new StreamOptions { Weights = weights }), accuracy, theta);
        }
    }

    private sealed class Told(Action<FitProgress> report) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => report(value);
    }
}
