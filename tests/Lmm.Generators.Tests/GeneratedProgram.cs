using System.Reflection;

namespace Lmm.Generators.Tests;

/// <summary>Compiles sources with their generated code, and runs what their class Test has to say.</summary>
internal static class GeneratedProgram
{
    private const string Simulation = """
        static class Simulation
        {
            private static uint s_state = 12345;

            // A linear congruential generator: the same numbers everywhere.
            public static double Next() => (s_state = s_state * 1664525u + 1013904223u) / 4294967296.0 - 0.5;
        }
        """;

    /// <summary>The pairs of <c>Test.Run()</c>.</summary>
    public static IEnumerable<(object Actual, object Expected)> Run(string source)
    {
        GeneratorRun run = GeneratorRun.Of(source, Simulation);
        Assert.Empty(run.Messages);
        using var image = new MemoryStream();
        var result = run.Compilation.Emit(image);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        MethodInfo method = Assembly.Load(image.ToArray()).GetType("Test")!.GetMethod("Run")!;
        return (IEnumerable<(object, object)>)method.Invoke(null, null)!;
    }

    /// <summary>Both of each pair are equal, and there are some.</summary>
    public static void AssertPairs(IEnumerable<(object Actual, object Expected)> pairs)
    {
        int count = 0;
        foreach ((object actual, object expected) in pairs)
        {
            Assert.Equal(expected, actual);
            count++;
        }

        Assert.True(count > 0);
    }
}
