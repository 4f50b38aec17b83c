namespace Lmm.Cli.Tests;

/// <summary>Command lines that say two things at once, or one thing in words that the tool does not know.</summary>
public sealed class ContradictionTests
{
    private static readonly string Data = CommandLine.Data("sleepstudy");

    [Theory]
    [InlineData("--weights", "Reaction")]
    [InlineData("--offset", "Reaction")]
    public void The_response_is_neither_its_own_weight_nor_its_own_offset(string option, string column)
    {
        string expected = $"error: {option}: '{column}' is the response of the formula; name another column\n";
        Assert.Equal((2, "", expected), Run("fit", Data, "Reaction ~ Days", option, column));
        Assert.Equal((2, "", expected), Run("compare", Data, "Reaction ~ Days", "Reaction ~ 1", option, column));
        Assert.Equal((2, "", expected), Run("scaffold", Data, "Reaction ~ Days", "-o", "never", option, column));
    }

    [Theory]
    [InlineData("--contrast", "Subject=sum", "Subject=helmert", "error: --contrast: 'Subject' is given 'sum' and 'helmert'; write one of them\n")]
    [InlineData("--levels", "Subject=308,309", "Subject=309,308", "error: --levels: 'Subject' is given '308,309' and '309,308'; write one of them\n")]
    public void A_column_is_one_thing(string option, string one, string other, string message)
        => Assert.Equal((2, "", message), Run("fit", Data, "Reaction ~ Days + Subject", "--factor", "Subject", option, one, option, other));

    [Fact]
    public void What_is_said_twice_alike_is_said_once()
        => Assert.Equal(0, Run("fit", Data, "Reaction ~ Days + Subject", "--factor", "Subject", "--factor", "Subject", "--contrast", "Subject=sum", "--contrast", "Subject=sum").ExitCode);

    [Fact]
    public void A_misspelt_option_of_a_comparison_is_no_formula()
        => Assert.Equal(
            (2, "", "error: Unrecognized command or argument '--jsn'\ndid you mean '--json'?\nTry 'lmm compare --help'.\n"),
            Run("compare", Data, "Reaction ~ Days", "Reaction ~ 1", "--jsn"));

    [Fact]
    public void Cures_are_those_of_the_command_line()
    {
        Outcome factor = CommandLine.Run("fit", Data, "Reaction ~ relevel(Days, \"1\")");
        Assert.Contains("write 'factor(Days)', or pass --factor Days\n", factor.Error, StringComparison.Ordinal);

        Outcome warned = CommandLine.Run("fit", Data, "Reaction ~ Days + (1 | Days)");
        Assert.Contains("if its values are labels, pass --factor Days\n", warned.Error, StringComparison.Ordinal);

        Outcome stopped = CommandLine.Run("fit", Data, "Reaction ~ Days + (Days | Subject)", "--max-evaluations", "1");
        Assert.Contains("raise --max-evaluations", stopped.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MaximumEvaluations", stopped.Output + stopped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_offset_shows_in_the_summary()
    {
        string summary = CommandLine.Run("fit", Data, "Reaction ~ Days", "--offset", "Days").Output;
        Assert.Contains($"   Data: {Data}\n Offset: Days\n", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("Offset:", CommandLine.Run("fit", Data, "Reaction ~ Days + offset(Days)").Output, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        Outcome outcome = CommandLine.Run(arguments);
        return (outcome.ExitCode, outcome.Output, outcome.Error);
    }
}
