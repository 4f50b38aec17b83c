using System.Collections.Immutable;
using System.Globalization;
using Lmm.Generators.Analyzers;
using Lmm.Generators.Emission;
using Lmm.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lmm.Generators.Tests;

/// <summary>One run of the compiler with generator and analyzer over some sources.</summary>
internal sealed class GeneratorRun
{
    // Documentation is read too, so that a wrong reference in it is a warning.
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    public static readonly GeneratorDriverOptions DriverOptions = new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);

    private GeneratorRun(CSharpCompilation compilation, CSharpParseOptions options)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()], parseOptions: options, driverOptions: DriverOptions);
        Driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> ownDiagnostics);
        Compilation = output;
        GeneratorDiagnostics = ownDiagnostics;
        ILookup<bool, GeneratedSourceResult> sources = Driver.GetRunResult().Results.Single().GeneratedSources.ToLookup(IsOfRows);
        Sources = [.. sources[false]];
        RowSources = [.. sources[true]];
    }

    public GeneratorDriver Driver { get; }

    public Compilation Compilation { get; }

    public ImmutableArray<Diagnostic> GeneratorDiagnostics { get; }

    /// <summary>The files of the models.</summary>
    public ImmutableArray<GeneratedSourceResult> Sources { get; }

    /// <summary>The files of the row types.</summary>
    public ImmutableArray<GeneratedSourceResult> RowSources { get; }

    /// <summary>What the compiler says of everything, generated code included: errors and warnings.</summary>
    public IEnumerable<string> CompilerMessages => Compilation.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Where(diagnostic => !IsUndocumentedRow(diagnostic))
        .Select(diagnostic => diagnostic.ToString());

    /// <summary>What the generator and the analyzer say, in the order of the text.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => field ??=
        [.. Compilation
            .WithAnalyzers([new ModelAnalyzer(), new MemberAnalyzer(), new PartAnalyzer(), new ComparisonAnalyzer(), new PassingRowsAnalyzer()], new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];

    /// <summary>The generated text of the only model.</summary>
    public string OnlySource => Assert.Single(Sources).SourceText.ToString();

    /// <summary>All that is generated for the only model and its row type.</summary>
    public string OnlyText => OnlySource + OnlyRowSource;

    /// <summary>The generated text of the only row type.</summary>
    public string OnlyRowSource => Assert.Single(RowSources).SourceText.ToString();

    public static GeneratorRun Of(params string[] sources) => new(CompilationOf(sources), ParseOptions);

    /// <summary>What the compiler says of an expression over the fit, called <c>fit</c>, of a model on a type called <c>Row</c>.</summary>
    public static IEnumerable<string> MessagesOfUse(string model, string code) => Of(model, $$"""
        public static class Use
        {
            public static object Of(RowFit fit) => {{code}};
        }
        """).CompilerMessages;

    /// <summary>A run in an older language; the usual usings are not there.</summary>
    public static GeneratorRun Of(LanguageVersion version, string source)
    {
        CSharpParseOptions options = ParseOptions.WithLanguageVersion(version);
        CSharpCompilation compilation = CompilationOf();
        return new(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, options, "File0.cs")), options);
    }

    public static GeneratorRun With(IEnumerable<MetadataReference> references, params string[] sources)
        => new(CompilationOf(sources).AddReferences(references), ParseOptions);

    public static CSharpCompilation CompilationOf(params string[] sources) => CSharpCompilation.Create(
        "Study",
        [.. sources.Prepend(StudyProject.Usings).Select((source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"File{index}.cs"))],
        StudyProject.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static bool IsOfRows(GeneratedSourceResult source) => source.HintName.StartsWith(RowSource.Namespace + ".", StringComparison.Ordinal);

    // The rows of tests need no documentation; what is generated does.
    private static bool IsUndocumentedRow(Diagnostic diagnostic)
        => diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree?.FilePath.StartsWith("File", StringComparison.Ordinal) == true;

    /// <summary>The diagnostics as <c>LMM050 "marked text"</c>.</summary>
    public IEnumerable<string> Marks => Diagnostics.Select(diagnostic => $"{diagnostic.Id} {MarkedText(diagnostic)}");

    /// <summary>The messages of the diagnostics.</summary>
    public IEnumerable<string> Messages => Diagnostics.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");

    /// <summary>The source that a diagnostic marks.</summary>
    public static string MarkedText(Diagnostic diagnostic)
        => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

    /// <summary>Where a text starts in the first source that has it.</summary>
    public int StartOf(string text) => Compilation.SyntaxTrees.Select(tree => tree.ToString().IndexOf(text, StringComparison.Ordinal)).First(start => start >= 0);

    /// <summary>Fails where code is generated that runs, or that does not compile.</summary>
    public void ShouldHaveStubsOnly()
    {
        Assert.All(Sources, static source => Assert.DoesNotContain("DesignOf(", source.SourceText.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(CompilerMessages, static message => message.Contains(".g.cs(", StringComparison.Ordinal));
    }

    /// <summary>Fails unless everything compiles without a warning and nothing is reported.</summary>
    public GeneratorRun ShouldBeClean(int models)
    {
        Assert.Empty(Messages);
        Assert.Empty(GeneratorDiagnostics);
        Assert.Equal("", string.Join("\n", CompilerMessages));
        Assert.Equal(models, Sources.Length);
        return this;
    }
}
