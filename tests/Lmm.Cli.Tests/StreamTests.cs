using System.Diagnostics;

namespace Lmm.Cli.Tests;

/// <summary>Results and messages that cannot be delivered, and signals, as shells make them.</summary>
public sealed class StreamTests : IDisposable
{
    private const string Fit = "\"$0\" \"$1\" fit \"$2\" \"$3\"";
    private const string Good = "Reaction ~ Days + (Days | Subject)";

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Theory]
    [InlineData(">/dev/full", Good, "error: the results cannot be written to standard output (No space left on device).\n")]
    [InlineData(">&-", Good, "error: the results cannot be written to standard output (")]
    [InlineData("2>/dev/full", "Reaction ~ Dys", "")]
    [InlineData("2>&-", "Reaction ~ Dys", "")]
    [InlineData(">/dev/full 2>/dev/full", Good, "")]
    public async Task A_stream_that_takes_nothing_is_exit_code_two(string streams, string formula, string message)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Outcome outcome = await Shell($"{Fit} {streams}", formula);

        Assert.Equal(ExitCode.WrongInput, outcome.ExitCode);
        Assert.StartsWith(message, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_has_left_is_not_told_anything()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Outcome outcome = await Shell($"{Fit} | true", Good);

        Assert.Equal((0, "", ""), (outcome.ExitCode, outcome.Output, outcome.Error));
    }

    [Theory]
    [InlineData("INT", ExitCode.Stopped)]
    [InlineData("TERM", ExitCode.Terminated)]
    public async Task A_signal_stops_a_run_that_waits_for_its_data(string signal, int exitCode)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string pipe = _workplace.Path("pipe.csv");
        using (Process made = ToolProcess.Start("mkfifo", _workplace.Folder, pipe))
        {
            await ToolProcess.End(made);
        }

        using Process process = ToolProcess.StartListening(_workplace.Folder, "fit", pipe, "y ~ x");

        // Opening the pipe waits until the tool opens it too, so that it is at work by then.
        await using FileStream writer = new(pipe, FileMode.Open, FileAccess.Write);
        await writer.WriteAsync("y,x\n1,2\n"u8.ToArray());
        await writer.FlushAsync();
        using (Process sent = ToolProcess.Start("kill", _workplace.Folder, $"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        {
            await ToolProcess.End(sent);
        }

        Outcome outcome = await ToolProcess.End(process);
        Assert.Equal((exitCode, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal($"stopped while reading {pipe}; nothing was done before that.\n", outcome.Error);
    }

    [Theory]
    [InlineData("plot", "--kind checks --draws 20", "page.svg")]
    [InlineData("report", "--draws 20", "page.html")]
    public async Task A_file_beyond_the_limit_of_the_shell_is_a_fault_and_leaves_nothing(string command, string options, string file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string old = _workplace.Write(file, "old");

        // The run time reserves more than the limit for its code unless it is told not to map it twice.
        Outcome outcome = await Shell($"ulimit -f 8; DOTNET_EnableWriteXorExecute=0 exec \"$0\" \"$1\" {command} \"$2\" \"$3\" {options} -o {file}", Good, _workplace.Folder);

        Assert.Equal(ExitCode.WrongInput, outcome.ExitCode);
        Assert.StartsWith($"error: {file}: it cannot be written (", outcome.Error, StringComparison.Ordinal);
        Assert.Equal([old], Directory.GetFiles(_workplace.Folder));
        Assert.Equal("old", File.ReadAllText(old));
    }

    [Fact]
    public async Task Standard_output_beyond_the_limit_of_the_shell_is_a_fault()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Outcome outcome = await Shell("ulimit -f 8; DOTNET_EnableWriteXorExecute=0 exec \"$0\" \"$1\" report \"$2\" \"$3\" --draws 20 >page.html", Good, _workplace.Folder);

        Assert.Equal(ExitCode.WrongInput, outcome.ExitCode);
        Assert.StartsWith("error: the results cannot be written to standard output (", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_stream_of_the_shell_is_written_to_as_it_is()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Outcome outcome = await Shell("\"$0\" \"$1\" report \"$2\" \"$3\" --draws 20 -o /dev/fd/3 3>page.html", Good, _workplace.Folder);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.EndsWith("</html>\n", File.ReadAllText(_workplace.Path("page.html")), StringComparison.Ordinal);
    }

    private static async Task<Outcome> Shell(string command, string formula, string? folder = null)
    {
        using Process process = ToolProcess.Start("sh", folder ?? Path.GetTempPath(), "-c", command, "dotnet", ToolProcess.Tool, CommandLine.Data("sleepstudy"), formula);
        return await ToolProcess.End(process);
    }
}
