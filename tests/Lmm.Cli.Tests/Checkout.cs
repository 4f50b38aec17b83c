namespace Lmm.Cli.Tests;

/// <summary>
/// A folder that scaffolded projects can refer to as a checkout. Its props refer to the assemblies that these tests run
/// with, so that no other test's build of the same projects gets in the way.
/// </summary>
internal static class Checkout
{
    public static void Write(Workplace workplace, string folder)
    {
        string generator = Repository.Path("src", "Lmm.Generators", "bin", Repository.Configuration, "netstandard2.0", "Lmm.Generators.dll");
        IEnumerable<string> references = new[] { "Lmm.Runtime", "Lmm.Formula", "CsvHelper", "MathNet.Numerics" }.Select(name => $"""<Reference Include="{Assembly(name)}" />""");
        IEnumerable<string> analyzers = new[] { generator, Assembly("Lmm.Formula"), Assembly("Sprache") }.Select(path => $"""<Analyzer Include="{path}" />""");
        Directory.CreateDirectory(workplace.Path(Path.Combine(folder, "build")));
        workplace.Write(
            Path.Combine(folder, "build", "Lmm.props"),
            $"""
            <Project>
              <PropertyGroup>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(references)}
                <Reference Include="{Assembly("Sprache")}" />
                {string.Concat(analyzers)}
              </ItemGroup>
            </Project>
            """);
    }

    private static string Assembly(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");
}
