using System.Collections.Immutable;
using Lmm.Generators.Analyzers;
using Lmm.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lmm.Generators.Tests.RandomDeclarations;

/// <summary>Some declarations compiled together, each in a namespace of its own.</summary>
/// <param name="Count">The declarations that the compiler understands by themselves.</param>
/// <param name="Generated">Those of which models were generated.</param>
/// <param name="Refused">Those that have a diagnostic instead.</param>
/// <param name="Failures">Those for which generated code does not compile, or warns, with what the compiler says.</param>
internal sealed record DeclarationBatch(int Count, int Generated, int Refused, IReadOnlyList<string> Failures)
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>Draws and compiles declarations.</summary>
    public static DeclarationBatch Run(int seed, int size)
    {
        var random = new Random(seed);
        string[] sources = [.. Enumerable.Range(0, size).Select(number => new RandomDeclaration(random).Draw(number))];
        CSharpCompilation drawn = Compile(sources);
        HashSet<string> wrong = [.. drawn.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(FileOf)];
        return Check([.. sources.Where((_, number) => !wrong.Contains(FileName(number)))]);
    }

    private static DeclarationBatch Check(string[] sources)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Options);
        driver.RunGeneratorsAndUpdateCompilation(Compile(sources), out Compilation output, out ImmutableArray<Diagnostic> _);
        bool isClean = !output.GetDiagnostics().Any(IsFault);
        if (!isClean && sources.Length > 1)
        {
            // Halves, until the declaration is found.
            int half = sources.Length / 2;
            DeclarationBatch first = Check(sources[..half]);
            DeclarationBatch second = Check(sources[half..]);
            return new(sources.Length, first.Generated + second.Generated, first.Refused + second.Refused, [.. first.Failures, .. second.Failures]);
        }

        HashSet<string> refused =
        [
            .. output.WithAnalyzers([new ModelAnalyzer(), new MemberAnalyzer(), new PartAnalyzer()])
                .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(FileOf),
        ];
        IEnumerable<string> failures = isClean || refused.Count > 0 ? [] : [sources[0] + string.Join("\n", output.GetDiagnostics().Where(IsFault))];
        return new(sources.Length, sources.Length - refused.Count, refused.Count, [.. failures]);
    }

    // Warnings of what was drawn are its own.
    private static bool IsFault(Diagnostic diagnostic)
        => diagnostic.Severity == DiagnosticSeverity.Error
            || (diagnostic.Severity == DiagnosticSeverity.Warning && !FileOf(diagnostic).StartsWith("Declaration", StringComparison.Ordinal) && diagnostic.Location.IsInSource);

    private static string FileOf(Diagnostic diagnostic) => Path.GetFileName(diagnostic.Location.SourceTree?.FilePath ?? "");

    private static string FileName(int number) => $"Declaration{number}.cs";

    private static CSharpCompilation Compile(string[] sources) => CSharpCompilation.Create(
        "Drawn",
        [
            CSharpSyntaxTree.ParseText(StudyProject.Usings, Options, "Usings.cs"),
            .. sources.Select((source, number) => CSharpSyntaxTree.ParseText(source, Options, FileName(number))),
        ],
        StudyProject.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
