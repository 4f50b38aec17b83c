using System.Diagnostics;
using System.Globalization;
using Lmm.Formula.Tests.Builds;

namespace Lmm.Benchmarks.Robustness;

/// <summary>Random formulas through both builds of the formula language, that of compilers and that of programs: same trees, spans and diagnostics.</summary>
internal static class BuildComparison
{
    /// <summary>What one build makes of a formula.</summary>
    public static string Describe(string formula) => FormulaDump.Of(formula, StudyColumns.All);

    /// <summary>Compares the builds. Usage: builds [inputs] [seed].</summary>
    /// <returns>One when they differ on any input.</returns>
    public static int Run(string[] args)
    {
        int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        int seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        var formulas = new RandomFormulas(seed);
        FormulaBuild compilers = FormulaBuild.OfCompilers(Describe);
        FormulaBuild programs = FormulaBuild.OfPrograms(Describe);
        var watch = Stopwatch.StartNew();
        int differences = 0;
        for (int i = 0; i < count; i++)
        {
            string formula = formulas.Next();
            string expected = compilers.Describe(formula);
            string actual = programs.Describe(formula);
            if (expected != actual)
            {
                differences++;
                Console.Error.WriteLine($"{formula}\n{expected}\n{actual}\n");
            }
        }

        Console.WriteLine($"seed {seed}: {count:N0} inputs, {differences:N0} differences, {watch.Elapsed.TotalSeconds:F1} s");
        return differences == 0 ? 0 : 1;
    }
}
