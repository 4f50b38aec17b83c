using System.Text.Json;
using Lmm.Formula.Diagnostics;

namespace Lmm.Cli.Tests;

public sealed class CheckTests
{
    private static readonly string Sleepstudy = CommandLine.Data("sleepstudy");

    [Fact]
    public void A_formula_is_checked_by_itself()
    {
        const string Formula = "y ~ x + (1 | g) + * )";

        Outcome outcome = CommandLine.Run("check", Formula);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(DiagnosticPrinter.Print(Formula, Model.Check(Formula)), outcome.Output);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void A_formula_is_checked_on_data()
    {
        Outcome outcome = CommandLine.Run("check", "Reaction ~ Dys", Sleepstudy);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal("error LMM025: There is no variable 'Dys'; did you mean 'Days'?\n  Reaction ~ Dys\n             ^^^\n", outcome.Output);
    }

    [Fact]
    public void Without_faults_nothing_is_on_the_output()
    {
        Outcome outcome = CommandLine.Run("check", "Reaction ~ Days + (Days | Subject)", Sleepstudy, "--strict");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal("The formula has no faults.\n", outcome.Error);
    }

    [Fact]
    public void Warnings_have_exit_code_0_and_1_when_strict()
    {
        string[] command = ["check", "Reaction ~ 1 + (Days | Subject)", Sleepstudy];

        Assert.StartsWith("warning LMM043: ", CommandLine.Run(command).Output, StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run(command).ExitCode);
        Assert.Equal(1, CommandLine.Run([.. command, "--strict"]).ExitCode);
    }

    [Fact]
    public void Json_has_ids_places_and_words()
    {
        JsonElement fault = CommandLine.Run("check", "Reaction ~ Dys", Sleepstudy, "--json").Json().GetProperty("diagnostics")[0];

        Assert.Equal("LMM025", fault.GetProperty("id").GetString());
        Assert.Equal("error", fault.GetProperty("severity").GetString());
        Assert.Equal("There is no variable 'Dys'; did you mean 'Days'?", fault.GetProperty("message").GetString());
        Assert.Equal((11, 3), (fault.GetProperty("start").GetInt32(), fault.GetProperty("length").GetInt32()));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_refused()
    {
        Outcome outcome = CommandLine.Run("check", "y ~ x", "nosuch.csv");

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("nosuch.csv: there is no such file", outcome.Error, StringComparison.Ordinal);
    }
}
