using System.Globalization;

namespace Lmm.Package.Tests;

/// <summary>The package, packed once for all tests into a folder of its own, under a version nobody has cached.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("lmm-package-").FullName;

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.0-test.{DateTime.UtcNow.Ticks}");

    public async Task InitializeAsync()
    {
        string project = Path.Combine(Repository.Root, "src", "Lmm.Package");
        (int exitCode, string output) = await Command.DotNet(
            project, "pack", "--no-build", "-c", Repository.Configuration, "-o", Folder, $"-p:PackageVersion={Version}");
        Assert.True(exitCode == 0, output);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string cached = Path.Combine(packages, "lmm", Version);
        if (Directory.Exists(cached))
        {
            Directory.Delete(cached, recursive: true);
        }

        return Task.CompletedTask;
    }
}
