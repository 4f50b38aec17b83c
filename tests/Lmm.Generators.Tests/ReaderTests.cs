namespace Lmm.Generators.Tests;

/// <summary>Which row types have readers, and what these do with constructors and members.</summary>
public class ReaderTests
{
    [Theory]
    [InlineData("""[Model<IRow>("y ~ x")] public partial class RowModel; public interface IRow { double Y { get; } double X { get; } }""")]
    [InlineData("""[Model("y ~ x")] public abstract record Row(double Y, double X);""")]
    [InlineData("""[Model("y ~ x")] public record Row(double Y, double X, object Other);""")]
    [InlineData("""[Model("y ~ x")] public class Row { private Row() { } public double Y { get; set; } public double X { get; set; } }""")]
    [InlineData("""[Model("y ~ x")] public class Row { public double Y { get; set; } public double X { get; set; } public required object Other { get; set; } }""")]
    [InlineData("""[Model("y ~ x")] public class Row { public double Y { get; set; } public double X { get; set; } public required double Other { private get; set; } }""")]
    [InlineData("""[Model("y ~ x")] public class Row(double z) { public double Y { get; set; } = z; public double X { get; set; } }""")]
    public void Rows_that_generated_code_cannot_make_have_none(string source)
    {
        string text = GeneratorRun.Of(source).ShouldBeClean(1).OnlySource;

        Assert.DoesNotContain("ReadCsv", text, StringComparison.Ordinal);
        Assert.Contains("// Rows are not read from files", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[Model("y ~ x")] public record Row(double Y, double X, object? Other = null);""", "new global::Row(Y: record.Number(_column0), X: record.Number(_column1))")]
    [InlineData("""[Model("y ~ x")] public class Row { public Row() { } public Row(double y) => Y = y; public Row(double y, object other) : this(y) { } public double Y { get; } public double X { get; set; } }""", "new global::Row(y: record.Number(_column0))")]
    [InlineData("""[Model("y ~ x")] public readonly struct Row { public double Y { get; init; } public required double X { get; init; } }""", "Y = _column0 < 0 ? default! : record.Number(_column0),")]
    [InlineData("""[Model("y ~ x")] public record Row(double Y, double X) { public TimeSpan Span { get; init; } }""", "Span = _column2 < 0 ? default! : record.Parse<global::System.TimeSpan>(_column2),")]
    [InlineData("""[Model("y ~ x")] public record Row(double Y, double X) { public string? Note { get; set; } public string Site { get; set; } = ""; }""", "row.Note = (record.IsMissing(_column2) ? null! : record.Text(_column2));")]
    [InlineData("""[Model("y ~ x")] public class Row { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Row(double y, double x) => (Y, X) = (y, x); public required double Y { get; init; } public required double X { get; init; } }""", "global::Row row = new global::Row(y: record.Number(_column0), x: record.Number(_column1));")]
    [InlineData("""[Model("y ~ x")] public class Row { public double Y = 1; public double X; public readonly int Fixed = 3; public double Sum => Y + X; public double Hidden { get; private set; } }""", "row.X = record.Number(_column1);")]
    [InlineData("""[Model("y ~ `a x`")] public record Row([Variable("the y")] double Y, [Variable("a x")] double X);""", "_column1 = reader.Column(\"a x\");")]
    public void Rows_are_made_by_the_constructor_that_takes_most_members(string source, string code)
        => Assert.Contains(code, GeneratorRun.Of(source.Replace("y ~ `a x`", "`the y` ~ `a x`", StringComparison.Ordinal)).ShouldBeClean(1).OnlyRowSource, StringComparison.Ordinal);

    [Fact]
    public void Readers_use_no_reflection()
    {
        string text = GeneratorRun.Of("""[Model("y ~ x + (1 | g)")] public record Row(double Y, double X, E G); public enum E { One, Two }""").OnlyRowSource;

        Assert.DoesNotContain("typeof(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Reflection", text, StringComparison.Ordinal);
        Assert.DoesNotContain("CsvHelper", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_ones_own_may_have_no_reader_by_the_generated_name()
        => Assert.Contains(
            GeneratorRun.Of("""[Model<Row>("y ~ x")] public static partial class Growth { private static void FormulaTerms() { } } public record Row(double Y, double X);""").Messages,
            message => message.Contains("has a member 'FormulaTerms' already; rename it", StringComparison.Ordinal));
}
