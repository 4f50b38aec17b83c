using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Lmm.Package.Tests;

/// <summary>A stranger's project uses the package, or the projects, and gets code, numbers and diagnostics.</summary>
public sealed class ConsumptionTests(PackedPackage package) : IClassFixture<PackedPackage>
{
    private const string Row =
        """
        using Lmm;

        [Model("yield ~ 1 + (1 | batch)")]
        public sealed record Sample(double Yield, string Batch);
        """;

    // Dyestuff: Davies and Goldsmith (1972); lme4's REML estimates are 42.00 for batches and 49.51 for the residuals.
    private const string Program =
        """
        using System.Globalization;
        using Lmm;

        double[] yields =
        [
            1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495, 1595, 1550, 1605, 1510, 1560,
            1445, 1440, 1595, 1465, 1545, 1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450, 1480, 1445,
        ];
        string path = Path.GetTempFileName();
        File.WriteAllLines(path, yields.Select((value, row) => string.Create(CultureInfo.InvariantCulture, $"{value},{"ABCDEF"[row / 5]}")).Prepend("yield,batch"));
        SampleFit fit = SampleModel.Fit(SampleModel.ReadCsv(path));
        ModelFit parsed = Model.Parse("yield ~ 1 + (1 | batch)").Fit(ModelFrame.FromCsv(path));
        File.Delete(path);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"batch {fit.Batch.Intercept.StandardDeviation:F2}, residual {fit.Sigma:F2}, first {fit.Batch["A"].Intercept.Value:F2}, same {parsed.LogLikelihood == fit.LogLikelihood}"));
        """;

    private const string Dyestuff = "batch 42.00, residual 49.51, first -17.61, same True";

    private const string FaultyRow =
        """
        using Lmm;

        [Model("yield ~ 1 + (1 | bach)")]
        public sealed record Sample(double Yield, string Batch);
        """;

    [Fact]
    public void The_package_has_generator_analyzers_and_code_fixes_with_all_they_need()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(package.Folder, $"Lmm.{package.Version}.nupkg"));
        Assert.Equal(
            ["Lmm.CodeFixes.dll", "Lmm.Formula.dll", "Lmm.Generators.dll", "Sprache.dll"],
            archive.Entries.Where(entry => entry.FullName.StartsWith("analyzers/dotnet/cs/", StringComparison.Ordinal)).Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_compiler_loads_is_built_for_any_host_and_refers_to_nothing_that_a_host_lacks()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(package.Folder, $"Lmm.{package.Version}.nupkg"));
        IReadOnlyList<PackedAssembly> analyzers = PackedAssembly.In(archive, "analyzers/dotnet/cs");

        // What every compiler and editor has, on .NET Framework too, beside what is packed.
        HashSet<string> there =
        [
            "netstandard", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Workspaces", "Microsoft.CodeAnalysis.CSharp.Workspaces",
            "System.Collections.Immutable", "System.Reflection.Metadata", "System.Memory", "System.Composition.AttributedModel", .. analyzers.Select(analyzer => analyzer.Name),
        ];
        Assert.Equal(4, analyzers.Count);
        Assert.All(analyzers, analyzer =>
        {
            Assert.Equal(".NETStandard,Version=v2.0", analyzer.Framework);
            Assert.Subset(there, analyzer.References.ToHashSet());
        });
    }

    [Fact]
    public void What_a_program_loads_is_built_for_net10_and_has_the_grammar_on_Pidgin()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(package.Folder, $"Lmm.{package.Version}.nupkg"));
        IReadOnlyList<PackedAssembly> libraries = PackedAssembly.In(archive, "lib/net10.0");

        Assert.Equal(["Lmm.Formula", "Lmm.Runtime"], libraries.Select(library => library.Name).Order(StringComparer.Ordinal));
        Assert.All(libraries, library => Assert.Equal(".NETCoreApp,Version=v10.0", library.Framework));
        Assert.Contains("Pidgin", libraries.Single(library => library.Name == "Lmm.Formula").References);
        Assert.DoesNotContain(libraries, library => library.References.Contains("Sprache"));
    }

    [Fact]
    public async Task The_package_builds_and_fits_in_a_fresh_project()
    {
        using Consumer consumer = Consumer.OfPackage(package).With("Sample.cs", Row).With("Program.cs", Program);
        await FitsDyestuff(consumer);
    }

    [NativeFact]
    public async Task The_package_is_compiled_ahead_of_time_without_a_warning_and_fits()
    {
        string ahead = $"<PublishAot>true</PublishAot><RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>";
        using Consumer consumer = Consumer.OfPackage(package, ahead).With("Sample.cs", Row).With("Program.cs", Program);
        (int exitCode, string output) = await consumer.PublishAndRun();
        Assert.True(exitCode == 0, output);
        Assert.Equal(Dyestuff, output.Trim());
    }

    [Fact]
    public async Task The_projects_build_and_fit_when_referenced_from_a_fresh_project()
    {
        using Consumer consumer = Consumer.OfProjects().With("Sample.cs", Row).With("Program.cs", Program);
        await FitsDyestuff(consumer);
    }

    [Fact]
    public async Task The_import_builds_and_fits_in_a_fresh_project()
    {
        using Consumer consumer = Consumer.OfImport().With("Sample.cs", Row).With("Program.cs", Program);
        await FitsDyestuff(consumer);
    }

    [Fact]
    public async Task The_import_gives_the_editor_the_code_fixes_with_all_they_need()
    {
        using Consumer consumer = Consumer.OfImport().With("Sample.cs", Row).With("Program.cs", "return;");
        (int exitCode, string output) = await consumer.Analyzers();
        Assert.True(exitCode == 0, output);
        Assert.All(
            new[] { "Lmm.CodeFixes.dll", "Lmm.Formula.dll", "Lmm.Generators.dll", "Sprache.dll" },
            assembly => Assert.Contains($"\"{assembly}\"", output.Replace("/", "\"", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_faulty_formula_fails_the_build_of_the_imports_user_at_its_line_and_column()
    {
        using Consumer consumer = Consumer.OfImport().With("Sample.cs", FaultyRow).With("Program.cs", "return;");
        await FailsAtTheMisspeltName(consumer);
    }

    [Fact]
    public async Task A_faulty_formula_fails_the_build_of_the_packages_user_at_its_line_and_column()
    {
        using Consumer consumer = Consumer.OfPackage(package).With("Sample.cs", FaultyRow).With("Program.cs", "return;");
        await FailsAtTheMisspeltName(consumer);
    }

    [Fact]
    public async Task A_faulty_formula_fails_the_build_of_the_projects_user_at_its_line_and_column()
    {
        using Consumer consumer = Consumer.OfProjects().With("Sample.cs", FaultyRow).With("Program.cs", "return;");
        await FailsAtTheMisspeltName(consumer);
    }

    private static async Task FitsDyestuff(Consumer consumer)
    {
        (int exitCode, string output) = await consumer.Build();
        Assert.True(exitCode == 0, output);
        (exitCode, output) = await consumer.Run();
        Assert.True(exitCode == 0, output);
        Assert.Equal(Dyestuff, output.Trim());
    }

    private static async Task FailsAtTheMisspeltName(Consumer consumer)
    {
        (int exitCode, string output) = await consumer.Build();
        Assert.NotEqual(0, exitCode);

        // Line 3; `bach` starts at column 26 of the line and ends before column 30.
        Assert.Contains("Sample.cs(3,26): error LMM", output, StringComparison.Ordinal);
        Assert.Contains("'batch'", output, StringComparison.OrdinalIgnoreCase);
    }
}
