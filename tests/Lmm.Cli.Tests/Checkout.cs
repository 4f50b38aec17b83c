namespace Lmm.Cli.Tests;

/// <summary>
/// A folder that scaffolded projects can refer to as a checkout. Its props refer to the assemblies that these tests run
/// with, so that no other test's build of the same projects gets in the way.
/// </summary>
internal static class Checkout
{
    public static void Write(Workplace workplace, string folder)
    {
        IEnumerable<string> references = new[] { "Lmm.Runtime", "Lmm.Formula", "CsvHelper", "MathNet.Numerics", "Pidgin" }
            .Select(name => $"""<Reference Include="{Path.Combine(AppContext.BaseDirectory, name + ".dll")}" />""");
        IEnumerable<string> analyzers = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "analyzers"), "*.dll")
            .Select(path => $"""<Analyzer Include="{path}" />""");
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
                {string.Concat(analyzers)}
              </ItemGroup>
            </Project>
            """);
    }
}
