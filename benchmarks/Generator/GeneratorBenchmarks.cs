using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Lmm.Generators;
using Lmm.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lmm.Benchmarks.Generator;

/// <summary>What a project with a thousand models costs the compiler's host.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private const int Edits = 64;

    private Project _project = null!;
    private GeneratorDriver _warm = null!;
    private CSharpCompilation[] _edited = null!;
    private int _next;

    /// <summary>How many models the project has.</summary>
    [Params(1_000)]
    public int Models { get; set; }

    /// <summary>Runs the generator once over the project, and prepares the texts of the edited file.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _project = new Project(Models);
        _warm = Driver().RunGenerators(_project.Compilation);
        SyntaxTree last = _project.Trees[^1];
        _edited = [.. Enumerable.Range(0, Edits).Select(n => _project.Compilation.ReplaceSyntaxTree(last, Project.Edited(last, n)))];
        foreach (CSharpCompilation compilation in _edited)
        {
            // The compiler declares the types of the files for itself, whether or not there is a generator.
            _ = compilation.GetTypeByMetadataName("Study.Row0");
        }
    }

    /// <summary>All models read, bound and emitted, nothing cached.</summary>
    [Benchmark]
    public GeneratorDriver FullGeneration() => Driver().RunGenerators(_project.Compilation);

    /// <summary>One formula changed: the generator's share, with the compiler's own of finding what changed.</summary>
    [Benchmark]
    public GeneratorDriver KeystrokeInGenerator() => _warm.RunGenerators(NextEdit());

    /// <summary>One formula changed: the analyzers' share, for the file that is being typed in.</summary>
    [Benchmark]
    public async Task<int> KeystrokeInAnalyzers()
    {
        CSharpCompilation edited = NextEdit();
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new ModelAnalyzer(), new MemberAnalyzer(), new ComparisonAnalyzer()];
        CompilationWithAnalyzers analysis = edited.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        SyntaxTree file = edited.SyntaxTrees[^1];
        ImmutableArray<Diagnostic> diagnostics = await analysis.GetAnalyzerSemanticDiagnosticsAsync(edited.GetSemanticModel(file), filterSpan: null, CancellationToken.None).ConfigureAwait(false);
        return diagnostics.Length;
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Project.ParseOptions);

    private CSharpCompilation NextEdit() => _edited[_next++ % Edits];
}
