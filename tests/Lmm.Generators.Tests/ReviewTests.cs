using Lmm.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lmm.Generators.Tests;

/// <summary>Warnings and remarks that need the compilation: other rows, and the user's severities.</summary>
public class ReviewTests
{
    [Theory]
    [InlineData("public record Plate(double Y, [property: Factor] int Batch);", "LMM071 batch")]
    [InlineData("public record Plate(double Y, [Factor] int Batch);", "LMM071 batch")]
    [InlineData("public class Plate { [Lmm.FactorAttribute] public int Batch { get; set; } }", "LMM071 batch")]
    [InlineData("public class Plate { [Factor] public int Count, Batch; }", "LMM071 batch")]
    [InlineData("public record Plate(double Y, int Batch);", "")]
    [InlineData("public record Plate(double Y, [Factor] int Other);", "")]
    [InlineData("public record Plate(double Y, [Own.Factor] int Batch); namespace Own { public class FactorAttribute : Attribute; }", "")]
    public void A_whole_number_that_is_a_factor_in_other_rows_is_marked(string other, string mark)
        => Assert.Equal(mark, string.Join(", ", GeneratorRun.Of("[Model(\"y ~ batch + (1 | g)\")] public record Row(double Y, int Batch, string G);", other).Marks));

    [Fact]
    public void A_factor_of_the_rows_themselves_is_none_elsewhere()
        => Assert.Empty(GeneratorRun.Of("[Model(\"y ~ batch + (1 | g)\")] public record Row(double Y, [Factor] int Batch, string G);").Marks);

    [Theory]
    [InlineData(ReportDiagnostic.Default, null)]
    [InlineData(ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    [InlineData(ReportDiagnostic.Warn, DiagnosticSeverity.Warning)]
    [InlineData(ReportDiagnostic.Suppress, null)]
    public async Task The_remark_on_slopes_is_off_until_it_is_given_a_severity(ReportDiagnostic setting, DiagnosticSeverity? severity)
    {
        Compilation compilation = GeneratorRun.Of("[Model(\"y ~ x + (1 | g)\")] public record Row(double Y, double X, string G);").Compilation;
        compilation = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig("LMM073", setting)));

        IEnumerable<Diagnostic> found = await compilation
            .WithAnalyzers([new ModelAnalyzer()], new AnalyzerOptions([]))
            .GetAnalyzerDiagnosticsAsync();

        Assert.Equal(severity is { } wanted ? [wanted] : [], found.Select(diagnostic => diagnostic.Severity));
        Assert.All(found, diagnostic => Assert.Equal("x", GeneratorRun.MarkedText(diagnostic)));
    }

    /// <summary>What a line <c>dotnet_diagnostic.ID.severity = …</c> in .editorconfig tells the compiler.</summary>
    private sealed class EditorConfig(string id, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic found)
        {
            found = severity;
            return diagnosticId == id && severity != ReportDiagnostic.Default;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic found)
        {
            found = ReportDiagnostic.Default;
            return false;
        }
    }
}
