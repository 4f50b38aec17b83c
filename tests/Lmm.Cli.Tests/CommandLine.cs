using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary>What a run of the tool left behind.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>The one JSON object of the output.</summary>
    public JsonElement Json()
    {
        Assert.Equal(Output.Length - 1, Output.IndexOf('\n', StringComparison.Ordinal));
        using JsonDocument document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}

/// <summary>Runs the tool within the test's process.</summary>
internal static class CommandLine
{
    public static Outcome Run(params string[] arguments) => Run(CancellationToken.None, arguments);

    public static Outcome Run(CancellationToken cancellationToken, params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        int exitCode = Tool.Run(arguments, output, error, showsProgress: false, cancellationToken);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The path of a data set.</summary>
    public static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name + ".csv");
}
