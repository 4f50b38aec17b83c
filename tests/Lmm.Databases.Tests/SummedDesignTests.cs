using Lmm.Crossing;
using Lmm.Databases.Tests.Engines;
using Lmm.Kernels;

namespace Lmm.Databases.Tests;

/// <summary>Cross-products of cells are formed from their sums, and of rows that have these sums: both give the same fit.</summary>
public sealed class SummedDesignTests
{
    private const int Seeds = 120;

    private static readonly Workers Workers = new(2, CancellationToken.None);

    [Fact]
    public void Sums_and_rows_give_the_same_fit()
    {
        int formed = 0;
        int fitted = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(1000 + seed);
            ModelFrame frame = RandomModels.Draw(random);
            using var engine = Engine.Open("DuckDB");
            engine.Create("drawn", frame);
            string formula = RandomModels.Formula(random);
            DatabaseOptions options = new() { Weights = random.Next(3) == 0 ? "w" : null, Strategy = random.Next(3) == 0 ? DatabaseStrategy.Compression : DatabaseStrategy.Sums };
            try
            {
                RepresentedDesign design = Design(engine, formula, options);
                LinearMixedModelFit rows = LinearMixedModel.Fit(ByRows(design));
                fitted++;
                if (design.Sums(CancellationToken.None)!.Form(Workers) is { } sums)
                {
                    formed++;
                    Agreement.Of(rows, LinearMixedModel.Fit(sums), accuracy: 1e-10, theta: 1e-5);
                }
            }
            catch (ModelException)
            {
                // Such a model cannot be fitted to the rows in memory either: RandomModelTests.
            }
            catch (Xunit.Sdk.XunitException fault)
            {
                Assert.Fail($"seed {seed}, {formula}, {options.Strategy}, weights {options.Weights}: {fault.Message}");
            }
        }

        Assert.True(2 * formed > fitted, $"{formed} of {fitted}");
    }

    [Theory]
    [InlineData("y ~ f + (1 | g)", true)]
    [InlineData("y ~ x * f + (x | g)", true)]
    [InlineData("y ~ x + z + (1 | g / f)", true)]
    [InlineData("y ~ f + (0 + f || g)", false)]
    public void Columns_that_share_no_row_are_formed_from_rows(string formula, bool isFormed)
    {
        ModelFrame frame = RandomModels.Draw(new Random(3));
        using var engine = Engine.Open("DuckDB");
        engine.Create("drawn", frame);
        ISummedDesign sums = Design(engine, formula, new DatabaseOptions { Strategy = DatabaseStrategy.Sums }).Sums(CancellationToken.None)!;
        Assert.Equal(isFormed, sums.Form(Workers) is not null);
        Agreement.Of((LinearMixedModelFit)Model.Parse(formula).Fit(frame), Model.Parse(formula).FitIn(engine.Connection, "drawn"));
    }

    [Fact]
    public void Many_cells_are_taken_in_pieces()
    {
        const string Share = "/ 18446744073709551616.0::DOUBLE";
        using var engine = Engine.Open("DuckDB");
        engine.Run($"""
            CREATE TABLE drawn AS SELECT g, h, f, x, x + length(f) + 3 * (hash(g, 1) {Share}) + 4 * x * (hash(hash(g, 9)) {Share}) + hash(h, 2) {Share} + 3 * (hash(hash(hash(i, 3))) {Share}) AS y
            FROM (SELECT range AS i, (hash(range, 4) % 4000)::BIGINT AS g, (hash(hash(range, 5)) % 5)::BIGINT AS h, ['a', 'bb', 'ccc'][1 + (hash(range, 6) % 3)::BIGINT] AS f, hash(range, 7) {Share} AS x FROM range(40000))
            """);

        RepresentedDesign design = Design(engine, "y ~ x * f + (x | g) + (1 | h)", new DatabaseOptions { Strategy = DatabaseStrategy.Sums });
        CrossProducts sums = design.Sums(CancellationToken.None)!.Form(Workers)!;

        Agreement.Of(LinearMixedModel.Fit(ByRows(design)), LinearMixedModel.Fit(sums), accuracy: 1e-10, theta: 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Sums_do_not_depend_on_threads(int threads)
    {
        using var engine = Engine.Open("DuckDB");
        engine.Create("drawn", RandomModels.Draw(new Random(5)));
        RepresentedDesign design = Design(engine, "y ~ x * f + (x | g) + (1 | h)", new DatabaseOptions { Strategy = DatabaseStrategy.Sums });
        ISummedDesign sums = design.Sums(CancellationToken.None)!;
        CrossProducts one = sums.Form(new Workers(threads, CancellationToken.None))!;
        CrossProducts again = sums.Form(Workers)!;
        Assert.Equal(one.Factors.SelectMany(static factor => factor.Values), again.Factors.SelectMany(static factor => factor.Values));
        Assert.Equal(one.Pairs.SelectMany(static pair => pair.Values), again.Pairs.SelectMany(static pair => pair.Values));
        Assert.Equal(one.ResponseProducts, again.ResponseProducts);
    }

    private static RepresentedDesign Design(Engine engine, string formula, DatabaseOptions options)
    {
        Model model = Model.Parse(formula);
        return DatabaseFit.RunAsync(columns => DatabaseFitting.Bind(model, columns, options), model.Name, [engine.Connection], "drawn", options, isAsync: false, CancellationToken.None).GetAwaiter().GetResult().Design;
    }

    private static CrossProducts ByRows(RepresentedDesign design) => CrossProducts.Form(EstimationDesign.Of(design.Rows(CancellationToken.None)), null, CancellationToken.None);
}
