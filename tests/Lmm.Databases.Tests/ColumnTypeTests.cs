using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Types of columns whose values .NET writes otherwise than the engine.</summary>
public sealed class ColumnTypeTests
{
    private const string Rows = "CAST((i * 7919) % 113 AS DOUBLE PRECISION) / 7 + (i % 12) * 3 AS y, CAST((i * 31) % 17 AS DOUBLE PRECISION) / 3 AS x";

    private const string Series = "FROM generate_series(1, 240) AS r(i)";

    [Fact]
    public void Sums_of_whole_numbers_are_numbers()
    {
        using var engine = Engine.Open("DuckDB");
        engine.Run("CREATE TABLE sums AS SELECT j AS g, k AS x, SUM(j * 7919 % 113 + k * k) AS y, SUM(j) AS h FROM range(12) a(j), range(5) b(k) GROUP BY j, k");

        BothWays.Agree(engine, "y ~ x + (1 | g)", "SELECT * FROM sums");
        BothWays.Agree(engine, "x ~ y + (1 | h)", "SELECT * FROM sums");
    }

    [Theory]
    [InlineData("18446744073709551600::UBIGINT + (i % 12)::UBIGINT")]
    [InlineData("hash(i % 12)")]
    [InlineData("18446744073709551600::HUGEINT * 1000 + i % 12")]
    [InlineData("(i % 12)::UBIGINT")]
    [InlineData("9007199254740992 + i % 12")]
    [InlineData("-9223372036854775807 + i % 12")]
    public void Wide_keys_are_not_rounded(string key)
    {
        using var engine = Engine.Open("DuckDB");

        LinearMixedModelFit fit = BothWays.Agree(engine, "y ~ x + (1 | g)", $"SELECT {Rows}, {key} AS g {Series}");

        Assert.Equal(12, fit.GroupingFactors[0].Levels.Count);
    }

    [Fact]
    public void Wide_numbers_are_numbers_in_the_engine()
    {
        using var engine = Engine.Open("DuckDB");
        LinearMixedModelFit doubles = Model.Parse("y ~ x + z + (1 | g)").FitIn(engine.Connection, $"SELECT {Rows}, (1e21 + 1e19 * (i % 7))::DOUBLE AS z, i % 12 AS g {Series}");

        LinearMixedModelFit wide = Model.Parse("y ~ x + z + (1 | g)").FitIn(engine.Connection, $"SELECT {Rows}, (1e21 + 1e19 * (i % 7))::HUGEINT AS z, i % 12 AS g {Series}");

        Agreement.Of(doubles, wide);
    }

    [PostgreSqlFact]
    public void Numbers_of_more_digits_than_decimals_have_are_doubles()
    {
        using var engine = Engine.Open("PostgreSQL");
        foreach (string formula in new[] { "y ~ z + (1 | g)", "y ~ factor(f) + (1 | g)", "y ~ poly(z, 2) + (1 | g)", "y ~ x + (1 | f)" })
        {
            string rows = $"SELECT {Rows}, i % 12 AS g, CAST(i % 7 AS NUMERIC) / 3.0000000000000000000000000000000000000001 AS z, CAST(i % 4 AS NUMERIC) / 7.0000000000000000000000000000000000000001 AS f {Series}";
            var memory = (LinearMixedModelFit)Model.Parse(formula).Fit(BothWays.Frame(engine, $"SELECT y, x, g, CAST(z AS DOUBLE PRECISION) AS z, CAST(f AS DOUBLE PRECISION) AS f FROM ({rows}) AS doubles"));
            foreach (DatabaseStrategy strategy in Enum.GetValues<DatabaseStrategy>())
            {
                Agreement.Of(memory, Model.Parse(formula).FitIn(engine.Connection, rows, options: new DatabaseOptions { Strategy = strategy }));
            }
        }
    }

    [PostgreSqlFact]
    public void Texts_of_fixed_length_keep_their_blanks_as_in_memory()
    {
        using var engine = Engine.Open("PostgreSQL");
        string rows = $"SELECT {Rows}, CAST(CASE i % 3 WHEN 0 THEN 'a' WHEN 1 THEN 'b' ELSE 'cc' END AS CHAR(5)) AS f, CAST(i % 12 AS CHAR(9)) AS g {Series}";

        LinearMixedModelFit fit = BothWays.Agree(engine, "y ~ f * x + (1 | g)", rows);
        BothWays.Agree(engine, "y ~ I(f == \"a    \") + x + (1 | g)", rows);

        Assert.Contains("fb    ", fit.Coefficients.Select(static coefficient => coefficient.Name));
        Assert.Equal(240, fit.ResidualsOf([BothWays.Frame(engine, rows)]).Count(static row => double.IsFinite(row.Residual)));
    }

    [PostgreSqlFact]
    public void Numbers_beyond_the_squares_of_doubles_are_summed()
    {
        using var engine = Engine.Open("PostgreSQL");

        BothWays.Agree(engine, "big ~ x + (1 | g)", $"SELECT y * 1e250 AS big, x, g FROM (SELECT {Rows}, i % 12 AS g {Series}) AS small");
    }
}
