using System.Globalization;
using System.Text.Json;

namespace Lmm.Cli.Tests;

public sealed class SimulateTests
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private static readonly string Sleepstudy = CommandLine.Data("sleepstudy");

    [Fact]
    public void Responses_are_those_of_the_library_beside_the_files_columns()
    {
        Outcome outcome = CommandLine.Run("simulate", Sleepstudy, Formula, "--draws", "2", "--seed", "7", "--conditional");
        SimulatedResponses expected = Model.Parse(Formula).Fit(ModelFrame.FromCsv(Sleepstudy)).Simulations(new SimulationSettings { Draws = 2, Seed = 7, IsConditional = true });
        string[] lines = outcome.Output.TrimEnd('\n').Split('\n');

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(181, lines.Length);
        Assert.Equal("Reaction,Days,Subject,.sim_1,.sim_2", lines[0]);
        Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $",{expected[0][179]:R},{expected[1][179]:R}"), lines[180], StringComparison.Ordinal);
        Assert.Contains("given the conditional modes", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_a_condition_leaves_out_have_no_response()
    {
        Outcome outcome = CommandLine.Run("simulate", Sleepstudy, "Reaction ~ Days + (1 | Subject)", "--where", "Days > 0");
        string[] lines = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.EndsWith(",308,\"\"", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("\"\"", lines[2], StringComparison.Ordinal);
        Assert.Equal(181, lines.Length);
    }

    [Fact]
    public void Json_has_every_response()
    {
        JsonElement written = CommandLine.Run("simulate", Sleepstudy, Formula, "--draws", "3", "--json").Json();
        Assert.Equal((3, 1), (written.GetProperty("draws").GetInt32(), written.GetProperty("seed").GetInt32()));
        Assert.False(written.GetProperty("conditional").GetBoolean());
        Assert.Equal([180, 180, 180], written.GetProperty("responses").EnumerateArray().Select(static response => response.GetArrayLength()));
    }

    [Fact]
    public void Draws_that_cannot_be_meant_are_exit_code_2()
        => Assert.Equal(2, CommandLine.Run("simulate", Sleepstudy, Formula, "--draws", "0").ExitCode);
}
