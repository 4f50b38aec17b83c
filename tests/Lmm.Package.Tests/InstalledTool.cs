using System.Text.RegularExpressions;

namespace Lmm.Package.Tests;

/// <summary>The tool as packed here and installed twice into empty folders: as a native program, where there is a linker, and as a managed one.</summary>
public sealed partial class InstalledTool : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-tool-").FullName;

    /// <summary>The folder with the packages.</summary>
    public string Packages => Path.Combine(_folder, "packages");

    /// <summary>The folder that the native tool is installed to.</summary>
    public string NativeFolder => Path.Combine(_folder, "native");

    /// <summary>The folder that the managed tool is installed to.</summary>
    public string ManagedFolder => Path.Combine(_folder, "managed");

    /// <summary>Where the tool is run: the data sets.</summary>
    public static string Data => Path.Combine(Repository.Root, "tests", "Lmm.Runtime.Tests", "Data");

    public async Task InitializeAsync()
    {
        bool isNative = Linker.WhatIsMissing is null;
        await Do([], Path.Combine(Repository.Root, "src", "Lmm.Cli"), "pack", "--no-build", "-c", Repository.Configuration, "-o", Packages, "-p:BuildProjectReferences=false", $"-p:NativeTool={isNative}");
        await Install(ManagedFolder, new() { ["DOTNET_RUNTIME_ID"] = "any" });
        if (isNative)
        {
            await Install(NativeFolder, []);
        }
    }

    /// <summary>A run of the native tool.</summary>
    public Task<Outcome> RunNative(params string[] arguments) => Run(NativeFolder, arguments);

    /// <summary>A run of the managed tool.</summary>
    public Task<Outcome> RunManaged(params string[] arguments) => Run(ManagedFolder, arguments);

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private static async Task<Outcome> Run(string folder, string[] arguments)
    {
        Outcome outcome = await Command.RunApart(Path.Combine(folder, "lmm"), Data, new Dictionary<string, string>(), arguments);
        return outcome with { Output = Seconds().Replace(outcome.Output, "") };
    }

    private Task Install(string folder, Dictionary<string, string> environment)
        => Do(environment, _folder, "tool", "install", "Lmm.Cli", "--tool-path", folder, "--source", Packages);

    private static async Task Do(Dictionary<string, string> environment, string folder, params string[] arguments)
    {
        Outcome outcome = await Command.RunApart("dotnet", folder, environment, arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
    }

    // The one thing in which two runs may differ.
    [GeneratedRegex("\"seconds\":\\{[^}]*\\},")]
    private static partial Regex Seconds();
}
