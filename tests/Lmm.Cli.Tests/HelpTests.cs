namespace Lmm.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("lmm fit sleepstudy.csv \"Reaction ~ Days + (Days | Subject)\"")]
    [InlineData("lmm fit sleepstudy.csv \"Reaction ~ Days + (Days | Subject)\"", "fit")]
    [InlineData("lmm check \"Reaction ~ Days + (Dys | Subject)\" sleepstudy.csv", "check")]
    [InlineData("lmm compare sleepstudy.csv", "compare")]
    [InlineData("lmm scaffold sleepstudy.csv", "scaffold")]
    [InlineData("lmm data sleepstudy.csv", "data")]
    [InlineData("lmm anova cake.csv", "anova")]
    public void Every_command_has_help_with_an_example(string example, params string[] command)
    {
        Outcome outcome = CommandLine.Run([.. command, "--help"]);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains($"Usage:\n  {string.Join(' ', command.Prepend("lmm"))}", outcome.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains(example, outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fit", true)]
    [InlineData("data", true)]
    [InlineData("compare", true)]
    [InlineData("modes", true)]
    [InlineData("anova", true)]
    [InlineData("augment", false)]
    [InlineData("scaffold", false)]
    public void Standard_input_is_offered_where_it_can_be_read(string command, bool isOffered)
        => Assert.Equal(isOffered, CommandLine.Run(command, "--help").Output.Contains("- for standard input", StringComparison.Ordinal));

    [Fact]
    public void Every_option_is_documented()
    {
        string page = File.ReadAllText(Repository.Path("docs", "cli.md"));
        IEnumerable<string> options = new[] { "fit", "check", "compare", "data", "scaffold", "anova" }
            .SelectMany(command => CommandLine.Run(command, "--help").Output.Split(' ', '\n', ','))
            .Where(word => word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2)
            .Distinct();

        Assert.All(options, option => Assert.Contains(option, page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_version_is_that_of_the_package()
        => Assert.Equal(Scaffolding.LmmReference.Version, CommandLine.Run("--version").Output.Trim());
}
