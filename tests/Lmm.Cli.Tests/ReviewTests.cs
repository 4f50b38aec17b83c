using System.Text.Json;

namespace Lmm.Cli.Tests;

public sealed class ReviewTests
{
    private const string Formula = "Reaction ~ Days + (1 | Subject)";

    private static readonly string Sleepstudy = CommandLine.Data("sleepstudy");

    [Fact]
    public void The_text_is_that_of_the_library()
    {
        Outcome outcome = CommandLine.Run("review", Sleepstudy, Formula);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(Model.Parse(Formula, Sleepstudy).Fit(ModelFrame.FromCsv(Sleepstudy)).Review().ToString(), outcome.Output);
    }

    [Fact]
    public void Programs_have_kind_severity_and_numbers_of_each_finding()
    {
        JsonElement json = CommandLine.Run("review", Sleepstudy, Formula, "--json").Json();
        Assert.Equal(Formula, json.GetProperty("formula").GetString());
        JsonElement first = json.GetProperty("findings")[0];
        Assert.Equal(("no-random-slope", "warning", "Subject"), (first.GetProperty("kind").GetString(), first.GetProperty("severity").GetString(), first.GetProperty("grouping").GetString()));
        Assert.Equal(1.92, first.GetProperty("numbers").GetProperty("standardErrorFactor").GetDouble(), 5e-3);
        Assert.Equal(0, json.GetProperty("notChecked").GetArrayLength());
    }

    [Fact]
    public void Rows_of_a_finding_are_those_of_the_file()
        => Assert.Equal(57, CommandLine.Run("review", Sleepstudy, Formula, "--json").Json().GetProperty("findings").EnumerateArray()
            .Single(static finding => finding.GetProperty("kind").GetString() == "outlying-rows").GetProperty("rows")[0].GetInt32());
}
