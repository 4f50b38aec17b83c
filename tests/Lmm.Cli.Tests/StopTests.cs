using System.Diagnostics;

namespace Lmm.Cli.Tests;

public sealed class StopTests
{
    [Fact]
    public void A_run_that_is_stopped_says_what_was_done()
    {
        Outcome outcome = CommandLine.Run(new CancellationToken(canceled: true), "fit", CommandLine.Data("sleepstudy"), "Reaction ~ Days");

        Assert.Equal((130, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("stopped while reading ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_stops_a_run_that_waits_for_its_data()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using Workplace workplace = new();
        string pipe = workplace.Path("pipe.csv");
        using (Process made = ToolProcess.Start("mkfifo", workplace.Folder, pipe))
        {
            await ToolProcess.End(made);
        }

        using Process process = ToolProcess.Start("dotnet", workplace.Folder, ToolProcess.Tool, "fit", pipe, "y ~ x");

        // Opening the pipe waits until the tool opens it too, so that it is at work by then.
        await using FileStream writer = new(pipe, FileMode.Open, FileAccess.Write);
        await writer.WriteAsync("y,x\n1,2\n"u8.ToArray());
        await writer.FlushAsync();
        using (Process signal = ToolProcess.Start("kill", workplace.Folder, "-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        {
            await ToolProcess.End(signal);
        }

        Outcome outcome = await ToolProcess.End(process);
        Assert.Equal((130, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal($"stopped while reading {pipe}; nothing was done before that.\n", outcome.Error);
    }
}
