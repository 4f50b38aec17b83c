namespace Lmm.Databases.Tests;

/// <summary>What the manuals of engines say of texts, names and functions.</summary>
public sealed class DialectTests
{
    private const string Level = "O'Brien\\'s\nlast";

    [Theory]
    [InlineData("DuckDB", "'O''Brien\\''s\nlast'")]
    [InlineData("PostgreSQL", "'O''Brien\\''s\nlast'")]
    [InlineData("SQLite", "'O''Brien\\''s\nlast'")]
    [InlineData("Trino", "'O''Brien\\''s\nlast'")]
    [InlineData("SQL Server", "N'O''Brien\\''s\nlast'")]
    [InlineData("MySQL", "'O\\'Brien\\\\\\'s\\nlast'")]
    [InlineData("ClickHouse", "'O\\'Brien\\\\\\'s\\nlast'")]
    [InlineData("BigQuery", "'O\\'Brien\\\\\\'s\\nlast'")]
    [InlineData("Snowflake", "'O\\'Brien\\\\\\'s\\nlast'")]
    [InlineData("Spark SQL", "'O\\'Brien\\\\\\'s\\nlast'")]
    public void A_text_ends_where_it_should(string name, string expected) => Assert.Equal(expected, Of(name).Text(Level));

    [Theory]
    [InlineData("DuckDB", "\"a\"\"b`c\\d\"")]
    [InlineData("SQL Server", "[a\"b`c\\d]")]
    [InlineData("MySQL", "`a\"b``c\\d`")]
    [InlineData("Spark SQL", "`a\"b``c\\d`")]
    [InlineData("ClickHouse", "`a\"b\\`c\\\\d`")]
    [InlineData("BigQuery", "`a\"b\\`c\\\\d`")]
    public void A_name_ends_where_it_should(string name, string expected) => Assert.Equal(expected, Of(name).Identifier("a\"b`c\\d"));

    [Fact]
    public void Logarithms_are_the_engines_own_where_they_have_them()
    {
        Assert.Equal(["LOG10(x)", "LOG10(x)", "LOG10(x)", "LOG10(x)", "LOG10(x)", "LOG10(x)", "LOG10(x)", "LOG10(x)", "LOG(1E1, x)", "LOG10(x)"], SqlDialect.All.Select(static dialect => dialect.Log10("x")));
        Assert.Equal("LOG(x, 2E0)", SqlDialect.SqlServer.Log2("x"));
        Assert.Equal("LOG(x, 2E0)", SqlDialect.BigQuery.Log2("x"));
        Assert.Equal("LOG(2E0, x)", SqlDialect.Snowflake.Log2("x"));
        Assert.Equal("LOG2(x)", SqlDialect.MySql.Log2("x"));
    }

    [Fact]
    public void A_truth_value_is_a_number_in_an_engine_without_conditions_of_columns()
    {
        Assert.Equal("b = 1", SqlDialect.SqlServer.Is(true, "b"));
        Assert.Equal("NOT b = 1", SqlDialect.SqlServer.Is(false, "b"));
        Assert.Equal("NOT b", SqlDialect.DuckDb.Is(false, "b"));
    }

    private static SqlDialect Of(string name) => SqlDialect.All.Single(dialect => dialect.Name == name);
}
