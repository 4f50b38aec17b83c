using BenchmarkDotNet.Attributes;
using Lmm.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lmm.Benchmarks.Generator;

/// <summary>What the first build of a project with a thousand models costs the compiler's host.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private Project _project = null!;

    /// <summary>How many models the project has.</summary>
    [Params(1_000)]
    public int Models { get; set; }

    /// <summary>Writes new files, of which nothing is known yet.</summary>
    [IterationSetup]
    public void Prepare() => _project = new Project(Models);

    /// <summary>All models read, bound and emitted, nothing cached.</summary>
    [Benchmark]
    public GeneratorDriver FullGeneration()
        => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Project.ParseOptions).RunGenerators(_project.Compilation);
}
