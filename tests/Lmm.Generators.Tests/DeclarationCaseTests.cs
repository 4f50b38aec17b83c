namespace Lmm.Generators.Tests;

/// <summary>Row types and names that users have declared: each compiles without a warning, or is told what is wrong with it.</summary>
public class DeclarationCaseTests
{
    // The compiler itself refuses an attribute derived from [Model].
    private const string RefusedByTheCompiler = "20-derived-attribute-ignored";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases");

    public static TheoryData<string> Cases
        => [.. Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories).Select(static path => Path.GetRelativePath(Folder, path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compiles_without_a_warning_or_is_told_why_not(string file)
    {
        GeneratorRun run = GeneratorRun.Of(File.ReadAllText(Path.Combine(Folder, file)));
        if (file.StartsWith(RefusedByTheCompiler, StringComparison.Ordinal))
        {
            Assert.Contains(run.CompilerMessages, static message => message.Contains("CS0509", StringComparison.Ordinal));
            return;
        }

        Assert.True(run.Diagnostics.Count > 0 || !run.CompilerMessages.Any(), string.Join("\n", run.CompilerMessages));
    }

    [Theory]
    [InlineData("05-model-named-like-its-members/c1.cs", "LMM055 \"Fit\"")]
    [InlineData("07-obsolete-error/c3.cs", "LMM052 old")]
    [InlineData("10-empty-enum/c1.cs", "LMM052 g")]
    [InlineData("11-namespace-named-like-the-model/c1.cs", "LMM050 Model")]
    [InlineData("11-namespace-named-like-the-model/c2.cs", "LMM050 Model")]
    [InlineData("12-interface-diamond/c1.cs", "LMM052 y")]
    public void What_cannot_work_is_marked(string file, string mark)
        => Assert.Equal(mark, Assert.Single(GeneratorRun.Of(File.ReadAllText(Path.Combine(Folder, file))).Marks));

    [Theory]
    [InlineData("06-model-named-like-a-variable/c1.cs")]
    [InlineData("07-obsolete-error/c1.cs")]
    [InlineData("07-obsolete-error/c5.cs")]
    [InlineData("08-experimental/c2.cs")]
    [InlineData("09-tuple-row/c1.cs")]
    [InlineData("13-type-named-var/c1.cs")]
    [InlineData("21-hides-inherited-warning/c2.cs")]
    public void What_can_work_is_generated(string file)
        => GeneratorRun.Of(File.ReadAllText(Path.Combine(Folder, file))).ShouldBeClean(models: 1);
}
