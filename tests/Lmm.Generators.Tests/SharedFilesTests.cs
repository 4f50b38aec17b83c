using System.Globalization;
using Lmm.Generators.Emission;

namespace Lmm.Generators.Tests;

/// <summary>Where a project has more models than there may be files, models share them.</summary>
public class SharedFilesTests
{
    private static string Models(int count) => "#pragma warning disable LMM043\n" + string.Concat(Enumerable.Range(0, count).Select(i => string.Create(
        CultureInfo.InvariantCulture, $"namespace N{i % 3} {{ [Model(\"y ~ x + (1 | g)\")] public record Row{i}(double Y, double X, string G); }}\n")));

    [Fact]
    public void Few_models_have_a_file_each()
    {
        GeneratorRun run = GeneratorRun.Of(Models(2)).ShouldBeClean(models: 2);
        Assert.Equal(["N0.Row0Model.g.cs", "N1.Row1Model.g.cs"], run.Sources.Select(source => source.HintName));
        Assert.Equal(["Lmm.GeneratedRows.N0_Row0.g.cs", "Lmm.GeneratedRows.N1_Row1.g.cs"], run.RowSources.Select(source => source.HintName));
    }

    [Fact]
    public void Many_models_share_files_and_compile()
    {
        GeneratorRun run = GeneratorRun.Of(Models(GeneratedFile.Most + 1));
        Assert.InRange(run.Sources.Length, 2, GeneratedFile.Most);
        Assert.Empty(run.CompilerMessages);
        Assert.Equal(GeneratedFile.Most + 1, run.Sources.Sum(source => source.SourceText.ToString().Split("public static partial class Row").Length - 1));
    }
}
