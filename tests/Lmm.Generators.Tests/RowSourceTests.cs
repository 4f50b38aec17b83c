using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Tests;

/// <summary>What the models on a row type share is generated once.</summary>
public class RowSourceTests
{
    [Fact]
    public void Models_on_one_row_type_share_its_readers()
    {
        GeneratorRun run = GeneratorRun.Of("""
            [Model("y ~ x"), Model("y ~ x + (1 | g)", Name = "Mixed")] public record Row(double Y, double X, string G);
            [Model<Row>("y ~ 1")] public partial class Null;
            """).ShouldBeClean(models: 3);

        Assert.Contains("record.Number(_column0)", run.OnlyRowSource, StringComparison.Ordinal);
        Assert.All(run.Sources, source =>
        {
            Assert.Contains("=> global::Lmm.GeneratedRows.Row_.Reader().ReadCsv(path, options, cancellationToken);", source.SourceText.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("record.Number(", source.SourceText.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_model_names_the_columns_that_it_needs_of_those_that_a_row_can_do_without()
    {
        GeneratorRun run = GeneratorRun.Of("""
            [Model("y ~ x"), Model("y ~ x + z", Name = "More")] public class Row { public required double Y { get; set; } public double X { get; set; } public double Z { get; set; } }
            """).ShouldBeClean(models: 2);

        Assert.Contains("_column1 = reader.Column(\"X\", used);", run.OnlyRowSource, StringComparison.Ordinal);
        Assert.Equal(
            ["Reader(\"X\").ReadCsv(path, options, cancellationToken);", "Reader(\"X\", \"Z\").ReadCsv(path, options, cancellationToken);"],
            run.Sources.Select(source => source.SourceText.ToString()).Select(text => text[text.IndexOf("Reader(\"", StringComparison.Ordinal)..]).Select(text => text[..(text.IndexOf(';', StringComparison.Ordinal) + 1)]));
    }

    [Theory]
    [InlineData("""[Model("y ~ x")] public record Row(double Y, double X); [Model("y ~ x")] public record row(double Y, double X);""")]
    [InlineData("""namespace A.B { [Model("y ~ x")] public record C(double Y, double X); } namespace A { [Model("y ~ x")] public record B_C(double Y, double X); }""")]
    [InlineData("""[Model<Row<int>>("y ~ x")] public partial class A; [Model<Row<long>>("y ~ x")] public partial class B; public record Row<T>(double Y, T X);""")]
    public void Row_types_have_classes_of_their_own(string source) => Assert.Equal(2, GeneratorRun.Of(source).ShouldBeClean(models: 2).RowSources.Length);

    [Fact]
    public void Generic_row_types_that_differ_in_what_may_be_null_alone_have_classes_of_their_own()
    {
        GeneratorRun run = GeneratorRun.Of("[Model<Row<string>>(\"y ~ x\")] public partial class A; public record Row<T>(double Y, T X);\n#nullable disable\n[Model<Row<string>>(\"y ~ x\")] public partial class B;");
        Assert.Equal(2, run.ShouldBeClean(models: 2).RowSources.Length);
    }

    [Theory]
    [InlineData("Reader")]
    [InlineData("Form")]
    [InlineData("Row")]
    [InlineData("TRecord")]
    [InlineData("Variables")]
    public void Row_types_named_as_a_method_of_the_class_have_one(string name)
        => Assert.Single(GeneratorRun.Of($$"""[Model("y ~ x")] public record {{name}}(double Y, double X);""").ShouldBeClean(models: 1).RowSources);

    [Fact]
    public void Row_types_whose_names_are_keywords_have_one()
        => Assert.Single(GeneratorRun.Of("""[Model("y ~ x")] public record @class(double Y, double X);""").ShouldBeClean(models: 1).RowSources);

    [Fact]
    public void Projects_that_see_each_others_internals_each_have_their_own()
    {
        GeneratorRun first = GeneratorRun.Of("""
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Study")]
            [Model("y ~ x")] public record Row(double Y, double X);
            """).ShouldBeClean(models: 1);
        CompilationReference reference = ((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)first.Compilation).WithAssemblyName("Elsewhere").ToMetadataReference();

        GeneratorRun second = GeneratorRun.With([reference], """[Model<Row>("y ~ x")] public partial class Other;""").ShouldBeClean(models: 1);
        Assert.Single(second.RowSources);
    }
}
