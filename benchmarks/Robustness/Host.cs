using System.Collections.Immutable;
using Lmm.Generators;
using Lmm.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lmm.Benchmarks.Robustness;

/// <summary>A compiler with generator and analyzers, for many formulas at a time.</summary>
internal static class Host
{
    private const string Rows = """
        namespace Lmm.Study { public enum Level { A, B, C } }

        """;

    // What stubs do not have.
    private const string RunnableModel = "ModelDesign DesignOf(";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Collections.dll" or "Lmm.Runtime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Runs generator and analyzers; returns how many formulas have errors, and what crashed.</summary>
    public static async Task<(int Faulty, IReadOnlyList<string> Crashes)> RunAsync(IReadOnlyList<string> formulas)
    {
        // One row type, and a class for each formula.
        string source = Rows + "namespace Lmm.Study { public record Row(double Y, double X, double Z, int N, Level F, [property: Factor] int K, string G, string H, System.Guid Id);\n"
            + string.Concat(formulas.Select((formula, i) => $"[Model<Row>({SymbolDisplay.FormatLiteral(formula, quote: true)})] public partial class M{i};\n")) + "}";
        var compilation = CSharpCompilation.Create("Study", [CSharpSyntaxTree.ParseText(source, Options)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriverRunResult generated = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Options).RunGenerators(compilation).GetRunResult();
        List<string> crashes = [.. generated.Results.Select(result => result.Exception?.ToString()).OfType<string>()];
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new ModelAnalyzer()];
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => crashes.Add(exception.ToString()), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers(analyzers, options).GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        crashes.AddRange(diagnostics.Where(diagnostic => diagnostic.Id == "AD0001").Select(diagnostic => diagnostic.ToString()));

        // What is generated to be run and what is faulty must be all there is.
        int faulty = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line).Distinct().Count();
        int models = generated.Results.SelectMany(result => result.GeneratedSources).Sum(generatedSource => generatedSource.SourceText.ToString().Split(RunnableModel).Length - 1);
        if (faulty + models != formulas.Count)
        {
            crashes.Add($"{formulas.Count} formulas gave {models} models and {faulty} faulty lines");
        }

        return (faulty, crashes);
    }
}
