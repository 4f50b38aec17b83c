using System.Reflection;
using System.Runtime.Versioning;
using Lmm.Formula.Binding;

namespace Lmm.Generators.Tests;

/// <summary>
/// A compiler and an editor load netstandard2.0, wherever they run. A process of .NET that also has the library could
/// load the other build of the formula language unseen.
/// </summary>
public class CompilerHostTests
{
    [Theory]
    [InlineData(typeof(ModelGenerator))]
    [InlineData(typeof(ModelBinder))]
    public void What_is_tested_is_the_build_that_a_compiler_loads(Type type)
        => Assert.Equal(".NETStandard,Version=v2.0", type.Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName);

    [Fact]
    public void The_grammar_that_is_tested_is_on_the_library_that_a_compiler_loads()
        => Assert.Contains(typeof(ModelBinder).Assembly.GetReferencedAssemblies(), reference => reference.Name == "Sprache");
}
