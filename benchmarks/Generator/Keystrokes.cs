using System.Collections.Immutable;
using System.Diagnostics;
using Lmm.Generators;
using Lmm.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lmm.Benchmarks.Generator;

/// <summary>
/// Keystrokes in one formula of a project, each in a compilation that the compiler has never seen, as in an editor. What
/// generator and analyzers cost is told beside what the compiler costs with empty ones.
/// </summary>
internal static class Keystrokes
{
    private const int Warm = 150;
    private const int Measured = 200;

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(int models)
    {
        var project = new Project(models);
        Console.WriteLine($"{models:N0} models in {models:N0} files, {Measured} keystrokes after {Warm}: milliseconds");
        Print("declaring the types anew (the compiler alone)", Declare(project));
        Print("empty generator by attribute", Generate(project, new EmptyGeneratorByAttribute()));
        Print("empty generator", Generate(project, new EmptyGenerator()));
        Print("generator", Generate(project, new ModelGenerator()));
        Print("empty analyzer", await AnalyzeAsync(project, static () => [new EmptyAnalyzer()]).ConfigureAwait(false));
        Print("analyzers", await AnalyzeAsync(project, static () => [new ModelAnalyzer(), new MemberAnalyzer(), new ComparisonAnalyzer(), new PassingRowsAnalyzer()]).ConfigureAwait(false));
    }

    private static double[] Declare(Project project) => [.. Typed(project).Select(static edited => Time(() => Touch(edited.Compilation)))];

    private static double[] Generate(Project project, IIncrementalGenerator generator)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Project.ParseOptions).RunGenerators(project.Compilation);
        var times = new List<double>();
        foreach ((CSharpCompilation compilation, _) in Typed(project))
        {
            Touch(compilation);
            times.Add(Time(() => driver = driver.RunGenerators(compilation)));
        }

        return [.. times];
    }

    // What an editor asks for: the diagnostics of the file that is typed in.
    private static async Task<double[]> AnalyzeAsync(Project project, Func<ImmutableArray<DiagnosticAnalyzer>> analyzers)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var times = new List<double>();
        foreach ((CSharpCompilation compilation, SyntaxTree file) in Typed(project))
        {
            Touch(compilation);
            _ = compilation.GetSemanticModel(file).GetDiagnostics();
            long start = Stopwatch.GetTimestamp();
            _ = await compilation.WithAnalyzers(analyzers(), options).GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(file), filterSpan: null, CancellationToken.None).ConfigureAwait(false);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return [.. times];
    }

    private static IEnumerable<(CSharpCompilation Compilation, SyntaxTree File)> Typed(Project project)
    {
        CSharpCompilation compilation = project.Compilation;
        SyntaxTree original = project.Trees[project.Trees.Count / 2];
        SyntaxTree last = original;
        for (int n = 0; n < Warm + Measured; n++)
        {
            SyntaxTree next = Project.Edited(original, n);
            compilation = compilation.ReplaceSyntaxTree(last, next);
            last = next;
            yield return (compilation, next);
        }
    }

    // The compiler declares the types of all files for itself, whether or not there is a generator.
    private static void Touch(CSharpCompilation compilation) => _ = compilation.GetTypeByMetadataName("Study.Row0")!.GetMembers();

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Print(string what, double[] times)
    {
        double[] sorted = [.. times.Skip(Warm).Order()];
        Console.WriteLine($"{what,-50} median {sorted[sorted.Length / 2],7:F2}   tenth {sorted[sorted.Length / 10],7:F2}   least {sorted[0],7:F2}");
    }
}
