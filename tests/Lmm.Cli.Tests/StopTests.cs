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
}
