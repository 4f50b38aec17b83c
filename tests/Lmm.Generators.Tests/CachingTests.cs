using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lmm.Generators.Tests;

/// <summary>An edit elsewhere binds and emits nothing anew, and nothing that is kept holds on to the compilation.</summary>
public class CachingTests
{
    private const string Models = """
        namespace Study;
        [Model("y ~ x + (1 | g)")]
        [Model("y ~ x", Name = "Simple")]
        public record Row(double Y, double X, string G);
        [Model<Row>("y ~ x * g")]
        public partial class Crossed;
        """;

    private static readonly string[] Steps = [StepNames.Models, StepNames.NameClashes, StepNames.Specs, StepNames.Rows, StepNames.RowSources, StepNames.Sources, StepNames.Files];

    private static readonly IncrementalStepRunReason[] Kept = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    [Theory]
    [InlineData("class Other { int Count() => 1; }")]
    [InlineData("class Other { } class Another { }")]
    [InlineData("namespace Elsewhere { public class Row; }")]
    public void An_edit_elsewhere_leaves_specifications_and_sources_cached(string edited)
    {
        GeneratorRunResult result = RunTwice(Models, "class Other { }", edited);
        AssertReasons(result, Kept, StepNames.Models, StepNames.NameClashes);
        AssertReasons(result, [IncrementalStepRunReason.Cached], StepNames.Specs, StepNames.RowSources, StepNames.Sources, StepNames.Files);
        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs), output
            => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void Lines_inserted_above_a_model_leave_its_sources_cached()
    {
        GeneratorRunResult result = RunTwiceEdited(Models, "// A remark.\n\n" + Models);
        AssertReasons(result, [IncrementalStepRunReason.Cached], StepNames.Specs, StepNames.RowSources, StepNames.Sources);
    }

    [Fact]
    public void An_edit_of_one_formula_binds_that_formula_alone()
    {
        GeneratorRunResult result = RunTwiceEdited(Models, Models.Replace("y ~ x * g", "y ~ x + g", StringComparison.Ordinal));
        Assert.Equal(
            ["Cached", "Cached", "Modified"],
            result.TrackedSteps[StepNames.Specs].SelectMany(step => step.Outputs).Select(output => output.Reason.ToString()).Order(StringComparer.Ordinal));
        AssertReasons(result, [IncrementalStepRunReason.Cached], StepNames.RowSources);
    }

    [Fact]
    public void What_is_kept_holds_no_object_of_Roslyn()
    {
        var driver = GeneratorRun.Of(Models).Driver;
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string step in Steps)
        {
            object[] outputs = [.. driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value)];
            Assert.NotEmpty(outputs);
            Assert.All(outputs, output => Walk(output, step, seen));
        }
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        string home = value.GetType().Assembly.GetName().Name!;
        Assert.False(home.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path} holds a {value.GetType()}");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }
        }

        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }

    private static void AssertReasons(GeneratorRunResult result, IncrementalStepRunReason[] reasons, params string[] steps)
    {
        foreach (string step in steps)
        {
            Assert.All(result.TrackedSteps[step].SelectMany(run => run.Outputs), output => Assert.Contains(output.Reason, reasons));
        }
    }

    private static GeneratorRunResult RunTwice(string models, string other, string edited)
    {
        CSharpCompilation compilation = GeneratorRun.CompilationOf(models, other);
        return RunTwice(compilation, compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[^1], CSharpSyntaxTree.ParseText(edited, GeneratorRun.ParseOptions, "Edited.cs")));
    }

    private static GeneratorRunResult RunTwiceEdited(string models, string edited)
    {
        CSharpCompilation compilation = GeneratorRun.CompilationOf(models);
        return RunTwice(compilation, compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[^1], CSharpSyntaxTree.ParseText(edited, GeneratorRun.ParseOptions, "Edited.cs")));
    }

    private static GeneratorRunResult RunTwice(CSharpCompilation first, CSharpCompilation second)
        => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: GeneratorRun.ParseOptions, driverOptions: GeneratorRun.DriverOptions)
            .RunGenerators(first)
            .RunGenerators(second)
            .GetRunResult()
            .Results
            .Single();
}
