using System.Diagnostics;

namespace Lmm.Faults;

/// <summary>Builds test projects of the copy and runs some of their tests.</summary>
internal sealed class TestRun(string root)
{
    /// <summary>Tests with a fault in the code may take so many times as long as without, or this time.</summary>
    private const int Patience = 5;

    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, TimeSpan> _limits = [];

    private const string Failed = "Failed: ";
    private const int NoTests = 3;

    /// <summary>Builds a test project; false, with what the compiler said, when it does not build.</summary>
    public (bool IsBuilt, string Output) Build(string project)
    {
        // Where a fault may be, the compiler warns of constants and unreachable code; analyzers have seen the code without.
        (int code, string output, _) = Run(
            Most,
            fault: null,
            ["build", "-c", "Release", "-v", "quiet", "-nologo", Path.Combine(root, "tests", project), "-p:TreatWarningsAsErrors=false", "-p:WarningLevel=0", "-p:NoWarn=CS0436%3BCS1591%3BRS1035", "-p:RunAnalyzersDuringBuild=false", "-p:EnforceCodeStyleInBuild=false", "-p:GenerateProgramFile=false"]);
        return (code == 0, output);
    }

    /// <summary>Runs tests with a fault in the code; the name of the first that failed, or null where all pass.</summary>
    /// <exception cref="InvalidOperationException">No test has such a name, or one fails without the fault.</exception>
    public string? FirstFailure(TestStep step, Fault fault)
    {
        if (!_limits.TryGetValue($"{step}", out TimeSpan limit))
        {
            long start = Stopwatch.GetTimestamp();
            if (FirstFailure(step, null, Most) is { } failure)
            {
                throw new InvalidOperationException($"{step} fails without a fault: {failure}");
            }

            limit = Patience * Stopwatch.GetElapsedTime(start);
            _limits.Add($"{step}", limit = limit < Least ? Least : limit);
        }

        return FirstFailure(step, fault, limit);
    }

    private string? FirstFailure(TestStep step, Fault? fault, TimeSpan limit)
    {
        string assembly = Path.Combine(root, "tests", step.Project, "bin", "Release", "net10.0", step.Project + ".dll");
        (int code, string output, bool isOverdue) = Run(limit, fault, [assembly, .. step.Names]);
        return isOverdue ? $"no end within {limit.TotalSeconds:0} s"
            : code == NoTests ? throw new InvalidOperationException($"{step} names no test.")
            : code == 0 ? null
            : output.Split('\n').FirstOrDefault(static line => line.StartsWith(Failed, StringComparison.Ordinal))?[Failed.Length..].Trim() ?? "a crash";
    }

    private static (int Code, string Output, bool IsOverdue) Run(TimeSpan limit, Fault? fault, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment.Remove(FaultyCopy.Variable);
        if (fault is not null)
        {
            start.Environment[FaultyCopy.Variable] = $"{fault.Number}";
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        bool hasEnded = process.WaitForExit(limit);
        if (!hasEnded)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        // A compiler server that outlives the build keeps the pipes open.
        Task.WaitAll([output, errors], TimeSpan.FromSeconds(10));
        return (process.ExitCode, (output.IsCompleted ? output.Result : "") + (errors.IsCompleted ? errors.Result : ""), !hasEnded);
    }
}
