using System.Diagnostics;

namespace Lmm.Cli.Tests;

public sealed class ScaffoldTests : IDisposable
{
    private static readonly string[] Options =
    [
        "--weights", "w", "--offset", "known", "--factor", "dose,site", "--levels", "arm=placebo,old,new drug", "--levels", "genotype=WT,CSB",
        "--levels", "site=3,1,2", "--contrast", "site=sum", "--delimiter", ";", "--decimal-comma", "--na", "-", "--ml",
    ];

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_scaffolded_project_builds_and_prints_the_numbers_of_the_fit()
    {
        const string Formula = "y ~ dose + arm * genotype + site + day + done + class + `2nd` + (1 | subject) + (class || `probe set`)";
        string file = _workplace.Write("my trial.csv", TrialCsv.Write(';', ','));
        Outcome fitted = CommandLine.Run(["fit", file, Formula, .. Options]);
        Assert.True(fitted.ExitCode == 0, fitted.Error);

        Checkout.Write(_workplace, "checkout");
        Outcome scaffolded = CommandLine.Run(["scaffold", file, Formula, "-o", _workplace.Path("trial"), "--lmm", _workplace.Path("checkout"), .. Options]);
        Assert.True(scaffolded.ExitCode == 0, scaffolded.Error);
        using Process process = ToolProcess.Start("dotnet", _workplace.Path("trial"), "run", "-c", Repository.Configuration);
        Outcome ran = await ToolProcess.End(process);

        Assert.True(ran.ExitCode == 0, ran.Output + ran.Error);
        Assert.NotEmpty(Numbers(fitted.Output));
        Assert.Equal(Numbers(fitted.Output), Numbers(ran.Output));
    }

    [Fact]
    public void The_row_has_typed_members_with_names_that_C_sharp_allows()
    {
        string file = _workplace.Write("trial.csv", TrialCsv.Text);
        CommandLine.Run("scaffold", file, "y ~ genotype + arm + (1 | subject)", "-o", _workplace.Path("out"), "--levels", "genotype=WT,CSB", "--levels", "arm=placebo,old,new drug", "--factor", "dose");

        Assert.Equal(
            """
            using Lmm;

            public enum Genotype { WT, CSB }

            public enum Subject { s00, s01, s02, s03, s04, s05, s06, s07, s08, s09, s10, s11 }

            public enum SubjectType { a, b }

            /// <summary>A row of trial.csv.</summary>
            [Model("y ~ genotype + arm + (1 | subject)")]
            public sealed record Trial(
                double Y,
                [Factor] long Dose,
                [Levels("placebo", "old", "new drug")] string Arm,
                Genotype? Genotype,
                long Site,
                Subject Subject,
                [Variable("probe set")] string ProbeSet,
                double Class,
                DateOnly Day,
                bool Done,
                double W,
                double Known,
                [Variable("2nd")] long? Column2nd,
                [Variable("Subject type")] SubjectType SubjectType);

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(_workplace.Path("out/Trial.cs")));
        Assert.Contains($"""<PackageReference Include="Lmm" Version="{Scaffolding.LmmReference.Version}" />""", File.ReadAllText(_workplace.Path("out/Trial.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_is_not_named_as_one_of_its_members()
    {
        CommandLine.Run("scaffold", CommandLine.Data("Rail"), "travel ~ 1 + (1 | Rail)", "-o", _workplace.Path("out"));

        Assert.Contains("record RailRow(\n    long Rail,\n    long Travel);", File.ReadAllText(_workplace.Path("out/RailRow.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_left_alone_unless_forced()
    {
        _workplace.Write("notes.txt", "mine");
        string[] command = ["scaffold", CommandLine.Data("Rail"), "travel ~ 1 + (1 | Rail)", "--output", _workplace.Folder];
        Outcome refused = CommandLine.Run(command);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("is not empty", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["notes.txt"], Directory.GetFiles(_workplace.Folder).Select(Path.GetFileName));
        Assert.Equal(0, CommandLine.Run([.. command, "--force"]).ExitCode);
        Assert.Equal("mine", File.ReadAllText(_workplace.Path("notes.txt")));
    }

    [Fact]
    public void What_typed_rows_cannot_say_is_refused_with_the_diagnostic_of_the_build()
    {
        string file = _workplace.Write("trial.csv", TrialCsv.Text);
        Outcome outcome = CommandLine.Run("scaffold", file, "y ~ dose + (1 | class)", "-o", _workplace.Path("out"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("error LMM", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("^^^^^", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_workplace.Path("out")));
    }

    [Fact]
    public void A_checkout_is_referred_to_by_its_props()
    {
        CommandLine.Run("scaffold", CommandLine.Data("Rail"), "travel ~ 1 + (1 | Rail)", "-o", _workplace.Path("out"), "--lmm", Repository.Root);

        Assert.Contains($"""<Import Project="{Repository.Path("build", "Lmm.props")}" />""", File.ReadAllText(_workplace.Path("out/RailRow.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_no_checkout_is_refused()
    {
        Outcome outcome = CommandLine.Run("scaffold", CommandLine.Data("Rail"), "travel ~ 1", "-o", _workplace.Path("out"), "--lmm", _workplace.Folder);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Lmm.props", outcome.Error, StringComparison.Ordinal);
    }

    // The heading, which differs by the name of the result's type and by the offset, is left out.
    private static IEnumerable<string> Numbers(string output)
        => output.ReplaceLineEndings("\n").Split('\n').SkipWhile(line => !line.Contains("AIC", StringComparison.Ordinal));
}
