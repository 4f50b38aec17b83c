namespace Lmm.Package.Tests;

/// <summary>The last commit, cloned into two folders and packed in each.</summary>
public sealed class Clones : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-clones-").FullName;

    /// <summary>The folders of the clones.</summary>
    public IReadOnlyList<string> Folders => [Path.Combine(_folder, "one"), Path.Combine(_folder, "another", "place")];

    /// <summary>The packages of a clone, in the order of their names.</summary>
    public static IReadOnlyList<string> Packages(string clone)
        => [.. Directory.EnumerateFiles(Path.Combine(clone, "packages")).Order(StringComparer.Ordinal)];

    public async Task InitializeAsync()
    {
        // The second is a clone of the first: somebody may commit meanwhile.
        await Do("git", _folder, "clone", "--quiet", Repository.Root, Folders[0]);
        await Do("git", _folder, "clone", "--quiet", Folders[0], Folders[1]);
        foreach (string folder in Folders)
        {
            foreach (string project in new[] { "Lmm.Package", "Lmm.Plots.Package", "Lmm.Cli", "Lmm.Templates" })
            {
                await Do("dotnet", folder, "pack", Path.Combine("src", project), "-c", "Release", "-o", "packages", "-p:NativeTool=false");
            }
        }
    }

    public Task DisposeAsync()
    {
        // What git writes is read-only.
        foreach (string file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private static async Task Do(string program, string folder, params string[] arguments)
    {
        (int exitCode, string output) = await Command.Run(program, folder, arguments);
        Assert.True(exitCode == 0, output);
    }
}
