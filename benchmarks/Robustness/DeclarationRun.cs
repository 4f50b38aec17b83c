using System.Globalization;
using Lmm.Generators.Tests.RandomDeclarations;

namespace Lmm.Benchmarks.Robustness;

/// <summary>Random row types with models, compiled with generator and analyzer: each compiles without a warning in generated code, or has a diagnostic.</summary>
internal static class DeclarationRun
{
    private const int Size = 100;

    /// <summary>Runs the command <c>declarations [COUNT] [SEED]</c>; 1 when a declaration failed.</summary>
    public static int Run(string[] arguments)
    {
        int wanted = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 2000;
        int seed = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        int count = 0;
        int generated = 0;
        int refused = 0;
        int failures = 0;
        for (int batch = 0; count < wanted; batch++)
        {
            DeclarationBatch result = DeclarationBatch.Run((seed * 1_000_003) + batch, Size);
            count += result.Count;
            generated += result.Generated;
            refused += result.Refused;
            failures += result.Failures.Count;
            foreach (string failure in result.Failures)
            {
                Console.WriteLine(failure);
                Console.WriteLine();
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {count:N0} declarations, {generated:N0} generated, {refused:N0} with a diagnostic, {failures} failures"));
        return failures == 0 ? 0 : 1;
    }
}
