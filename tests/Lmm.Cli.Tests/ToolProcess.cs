using System.Diagnostics;

namespace Lmm.Cli.Tests;

/// <summary>Runs the tool as a process of its own.</summary>
internal static class ToolProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static string Tool { get; } = Path.Combine(AppContext.BaseDirectory, "Lmm.Cli.dll");

    public static Process Start(string program, string folder, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
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

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>Starts the tool so that it hears interrupts, which a shell makes deaf for what it runs in the background, tests too.</summary>
    public static Process StartListening(string folder, params string[] arguments) => OperatingSystem.IsLinux()
        ? Start("env", folder, ["--default-signal=INT", "dotnet", Tool, .. arguments])
        : Start("dotnet", folder, [Tool, .. arguments]);

    public static async Task<Outcome> End(Process process)
    {
        using CancellationTokenSource patience = new(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new Outcome(process.ExitCode, await output, await error);
    }

    public static async Task<Outcome> Run(params string[] arguments)
    {
        using Process process = Start("dotnet", Path.GetTempPath(), [Tool, .. arguments]);
        return await End(process);
    }
}
