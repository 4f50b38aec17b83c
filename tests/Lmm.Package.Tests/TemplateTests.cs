namespace Lmm.Package.Tests;

/// <summary>What <c>dotnet new lmm</c> writes builds with the package, and fits.</summary>
public sealed class TemplateTests(PackedPackage package) : IClassFixture<PackedPackage>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-template-").FullName;

    private string Templates => Path.Combine(package.Folder, $"Lmm.Templates.{package.Version}.nupkg");

    public async Task InitializeAsync() => await Do(
        Path.Combine(Repository.Root, "src", "Lmm.Templates"), "pack", "--no-build", "-c", Repository.Configuration, "-o", package.Folder, $"-p:PackageVersion={package.Version}");

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public void The_templates_say_where_they_come_from() => PackageMetadata.ShouldBeComplete(new PackageFile(Templates));

    [Fact]
    public async Task A_new_project_builds_with_the_package_and_prints_the_estimates()
    {
        string hive = Path.Combine(_folder, "hive");
        string study = Path.Combine(_folder, "SleepOfDrivers");
        await Do(_folder, "new", "install", Templates, "--debug:custom-hive", hive);
        await Do(_folder, "new", "lmm", "-n", "SleepOfDrivers", "--no-update-check", "--debug:custom-hive", hive);
        Assert.Equal(
            ["Program.cs", "SleepOfDrivers.csproj", "Trial.cs", "sleepstudy.csv"],
            Directory.EnumerateFiles(study, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(study, file)).Order(StringComparer.Ordinal));

        await Do(study, "build", "-c", "Release", $"-p:RestoreAdditionalProjectSources={package.Folder}", "-warnaserror");
        string output = await Do(study, "run", "--no-build", "-c", "Release");

        // lme4 1.1-31, lmer(Reaction ~ Days + (Days | Subject)): Days 10.467 (1.546), sd of Days 5.922, REMLcrit 1743.628.
        Assert.Contains("REML criterion at convergence: 1743.6\n", output, StringComparison.Ordinal);
        Assert.Contains("costs 10.47 ms (standard error 1.55).\n", output, StringComparison.Ordinal);
        Assert.Contains("a standard deviation of 5.92 ms.\n", output, StringComparison.Ordinal);
    }

    private static async Task<string> Do(string folder, params string[] arguments)
    {
        (int exitCode, string output) = await Command.DotNet(folder, arguments);
        Assert.True(exitCode == 0, output);
        return output.ReplaceLineEndings("\n");
    }
}
