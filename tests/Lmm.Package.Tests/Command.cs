using System.Diagnostics;

namespace Lmm.Package.Tests;

/// <summary>Runs commands.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly Dictionary<string, string> Unchanged = [];

    /// <summary>Runs the <c>dotnet</c> command.</summary>
    public static Task<(int ExitCode, string Output)> DotNet(string folder, params string[] arguments) => Run("dotnet", folder, arguments);

    /// <summary>Runs a program.</summary>
    public static async Task<(int ExitCode, string Output)> Run(string program, string folder, params string[] arguments)
    {
        Outcome outcome = await RunApart(program, folder, Unchanged, arguments);
        return (outcome.ExitCode, outcome.Output + outcome.Error);
    }

    /// <summary>Runs a program and keeps what it writes to each stream.</summary>
    /// <param name="program">The program.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">The variables that it has besides those of this process.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<Outcome> RunApart(string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the test host sets for itself would change how a nested build behaves.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        // Nodes that outlive a nested build would keep the tests from ending.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new Outcome(process.ExitCode, await output, await error);
    }
}
