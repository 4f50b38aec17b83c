using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lmm.Generators.Tests;

/// <summary>Generated code needs C# 12; a project of an older language is told so once for each model, and not by the compiler.</summary>
public class LanguageVersionTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp9, "LMM061: Models are generated as C# 12, and this project is compiled as C# 9.0; remove <LangVersion> from the project file, or set it to 12 or higher")]
    [InlineData(LanguageVersion.CSharp11, "LMM061: Models are generated as C# 12, and this project is compiled as C# 11.0; remove <LangVersion> from the project file, or set it to 12 or higher")]
    [InlineData(LanguageVersion.CSharp12, null)]
    [InlineData(LanguageVersion.LatestMajor, null)]
    public void An_old_language_is_named(LanguageVersion version, string? message)
    {
        GeneratorRun run = GeneratorRun.Of(version, "using Lmm; [Model(\"y ~ x + (1 | g)\")] public class Row { public double Y; public double X; public string G = \"\"; }");
        Assert.Equal(message is null ? [] : [message], run.Messages);
        Assert.Equal(message is null ? 1 : 0, run.Sources.Length);
        Assert.Empty(run.Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }
}
