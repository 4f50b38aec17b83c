using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Tests;

/// <summary>The oldest compiler that must load the generator is Roslyn 4.8, that of .NET SDK 8.0.100.</summary>
public class CompilerFloorTests
{
    [Theory]
    [InlineData("Microsoft.CodeAnalysis", "4.8.0.0")]
    [InlineData("Microsoft.CodeAnalysis.CSharp", "4.8.0.0")]
    [InlineData("System.Collections.Immutable", "7.0.0.0")]
    [InlineData("netstandard", "2.0.0.0")]
    public void The_generator_needs_nothing_newer(string assembly, string newest)
        => Assert.All(
            typeof(ModelGenerator).Assembly.GetReferencedAssemblies().Concat(typeof(Formula.Binding.ModelBinder).Assembly.GetReferencedAssemblies()).Where(reference => reference.Name == assembly),
            reference => Assert.True(reference.Version <= Version.Parse(newest), $"{reference} is newer than {newest}"));

    [Fact]
    public void The_generator_needs_nothing_but_the_compiler_its_grammar_and_the_formula_language()
        => Assert.All(
            typeof(ModelGenerator).Assembly.GetReferencedAssemblies().Concat(typeof(Formula.Binding.ModelBinder).Assembly.GetReferencedAssemblies()),
            reference => Assert.Contains(reference.Name, new[] { "Lmm.Formula", "Sprache", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "System.Collections.Immutable", "netstandard" }));

    // The same tests are compiled twice: with the newest compiler, and, as Lmm.Generators.Floor.Tests, with the oldest.
    [Fact]
    public void These_tests_run_in_the_compiler_that_they_are_meant_for()
    {
#if COMPILER_FLOOR
        Assert.Equal(new Version(4, 8, 0, 0), typeof(Compilation).Assembly.GetName().Version);
#else
        Assert.True(typeof(Compilation).Assembly.GetName().Version >= new Version(5, 0));
#endif
    }
}
