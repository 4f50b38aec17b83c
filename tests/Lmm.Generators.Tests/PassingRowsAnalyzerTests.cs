namespace Lmm.Generators.Tests;

/// <summary>Fits of rows that are not in memory are checked at build time against what the response needs of all rows.</summary>
public class PassingRowsAnalyzerTests
{
    private const string Rows = """
        [Model("y ~ poly(x, 2) + scale(x) + (1 | g)", Name = "Plain")]
        [Model("(y - mean(y)) / sd(y) ~ x + (1 | g)", Name = "Scaled")]
        [Model("I(y - mean(y)) ~ x + (1 | g)", Name = "Centred")]
        [Model("y ~ x + offset(x - mean(x)) + (1 | g)", Name = "Shifted")]
        public record Row(double Y, double X, string G);
        [Model<Row>("log(y / max(y)) ~ x + (1 | g)")]
        public partial class Beside;
        public static class Other { public static void FitIn(string text) { } }

        """;

    [Theory]
    [InlineData("Plain.FitIn(c, \"t\"); Plain.FitStream(rows); Plain.ShowSql(SqlDialect.DuckDb, \"t\"); Plain.FitManyIn(c, \"t\", DatabaseResponses.InColumns(\"a\")); _ = Plain.ResidualsOf(rows, fit);")]
    [InlineData("Scaled.Fit(rows); Centred.Fit(rows); Shifted.Fit(rows); Other.FitIn(\"x\");")]
    [InlineData("_ = Shifted.ResidualsOf(rows, Shifted.Fit(rows));")]
    public void Rows_in_memory_and_terms_that_learn_are_left_alone(string statements)
        => Assert.Empty(Run(statements).Messages);

    [Theory]
    [InlineData("Scaled.FitIn(c, \"t\");", "FitIn", "LMM084: '(y - mean(y))/sd(y)' of 'Scaled' needs a number that only all rows tell, and no engine can subtract it before it has summed them; write the number out")]
    [InlineData("Scaled.FitIn([c, c], \"t\");", "FitIn", "LMM084: '(y - mean(y))/sd(y)'")]
    [InlineData("_ = Scaled.FitInAsync(c, \"t\");", "FitInAsync", "LMM084: '(y - mean(y))/sd(y)'")]
    [InlineData("Centred.FitStream(rows);", "FitStream", "LMM084: 'I(y - mean(y))' of 'Centred' needs a number that only all rows tell, and a stream has passed by then;")]
    [InlineData("_ = Centred.FitStreamAsync(later);", "FitStreamAsync", "LMM084: 'I(y - mean(y))'")]
    [InlineData("Shifted.ShowSql(SqlDialect.DuckDb, \"t\");", "ShowSql", "LMM084: 'x - mean(x)' of 'Shifted'")]
    [InlineData("Shifted.FitStream(rows);", "FitStream", "LMM084: 'x - mean(x)'")]
    [InlineData("Beside.FitManyIn(c, \"t\", DatabaseResponses.InColumns(\"a\"));", "FitManyIn", "LMM084: 'log(y/max(y))' of 'Beside'")]
    [InlineData("_ = Scaled.ResidualsOf(rows, Scaled.Fit(rows));", "ResidualsOf", "LMM084: '(y - mean(y))/sd(y)' of 'Scaled' needs a number that only all rows tell, and rows that come one after the other do not know it;")]
    [InlineData("Func<IEnumerable<Row>, StreamOptions?, ScaledFit> f = (r, o) => Scaled.FitStream(r);", "FitStream", "LMM084")]
    public void What_rows_that_pass_do_not_tell_is_a_build_error(string statements, string marked, string message)
    {
        GeneratorRun run = Run(statements);
        Assert.StartsWith(message, Assert.Single(run.Messages), StringComparison.Ordinal);
        Assert.Equal(marked, GeneratorRun.MarkedText(run.Diagnostics.Single()));
    }

    private static GeneratorRun Run(string statements) => GeneratorRun.Of(Rows, $$"""
        public static class Use
        {
            public static void All(System.Data.Common.DbConnection c, IEnumerable<Row> rows, IAsyncEnumerable<Row> later, PlainFit fit)
            {
                {{statements}}
            }
        }
        """);
}
