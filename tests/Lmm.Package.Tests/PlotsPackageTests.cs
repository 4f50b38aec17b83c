namespace Lmm.Package.Tests;

/// <summary>The package of the pictures: its library alone, beside the package of the runtime.</summary>
public sealed class PlotsPackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-plots-package-").FullName;

    [Fact]
    public async Task It_has_its_library_and_needs_the_runtime_of_its_version()
    {
        (int exitCode, string output) = await Command.DotNet(
            Path.Combine(Repository.Root, "src", "Lmm.Plots.Package"), "pack", "--no-build", "-c", Repository.Configuration, "-o", _folder);
        Assert.True(exitCode == 0, output);
        PackageFile package = new(Directory.GetFiles(_folder, "Lmm.Plots.*.nupkg").Single());
        string version = package.Metadata("version").Value;

        PackageMetadata.ShouldBeComplete(package);
        Assert.Equal([("Lmm", $"[{version}]")], package.Dependencies);
        Assert.Equal(
            ["lib/net10.0/Lmm.Plots.dll", "lib/net10.0/Lmm.Plots.xml"],
            package.Entries.Keys.Where(static name => name.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        // Pictures of its page are shown, not linked to.
        Assert.Contains("](https://github.com/lmm-dotnet/lmm/raw/", package.Text(package.Metadata("readme").Value), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
