using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary>The tool as a process: exit codes, streams, and no stack trace.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task A_fit_is_printed_as_one_json_object()
    {
        Outcome outcome = await ToolProcess.Run("fit", CommandLine.Data("sleepstudy"), "Reaction ~ Days + (Days | Subject)", "--json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));

        // lme4 1.1-31, REMLcrit(): 1743.628 to the digits that it prints; the reference fits have it at full precision.
        Assert.Equal(1743.628, outcome.Json().GetProperty("objective").GetDouble(), 5e-4);
        Assert.Equal(JsonValueKind.Array, outcome.Json().GetProperty("theta").ValueKind);
    }

    [Fact]
    public async Task Faults_have_exit_code_2_and_no_stack_trace()
    {
        Outcome outcome = await ToolProcess.Run("fit", "nosuch.csv", "y ~ x");

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal("error: nosuch.csv: there is no such file; check its name and the current directory.\n", outcome.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Warnings_have_exit_code_1_when_strict()
    {
        Outcome outcome = await ToolProcess.Run("fit", CommandLine.Data("Dyestuff2"), "Yield ~ 1 + (1 | Batch)", "--strict");

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("warning: boundary (singular) fit", outcome.Error, StringComparison.Ordinal);
    }
}
