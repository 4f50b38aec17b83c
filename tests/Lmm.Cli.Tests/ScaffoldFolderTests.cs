using System.Diagnostics;

namespace Lmm.Cli.Tests;

/// <summary>The folder of a scaffolded project: it has one project, whatever was there and however many come at once.</summary>
public sealed class ScaffoldFolderTests : IDisposable
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public void Force_replaces_the_project_that_was_there()
    {
        string folder = _workplace.Path("D");
        Assert.Equal(0, CommandLine.Run("scaffold", CommandLine.Data("sleepstudy"), Formula, "-o", folder).ExitCode);
        Outcome second = CommandLine.Run("scaffold", CommandLine.Data("cake"), "angle ~ recipe + (1 | replicate)", "-o", folder, "--force");

        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        Assert.Equal(["Cake.cs", "Cake.csproj", "Program.cs"], Names(folder));
        Assert.Contains("CakeModel.ReadCsv", File.ReadAllText(_workplace.Path("D/Program.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Force_leaves_a_project_of_others_alone()
    {
        string project = _workplace.Write("D/Own.csproj", "<Project />");
        Outcome outcome = CommandLine.Run("scaffold", CommandLine.Data("sleepstudy"), Formula, "-o", _workplace.Path("D"), "--force");

        Assert.Equal((2, $"error: -o: {project} is another project, which --force does not replace; name a new folder\n"), (outcome.ExitCode, outcome.Error));
        Assert.Equal(["Own.csproj"], Names(_workplace.Path("D")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_several_at_once_one_writes(bool isForced)
    {
        string folder = _workplace.Path("D");
        (string Data, string Formula)[] models = [("sleepstudy", Formula), ("cake", "angle ~ recipe + (1 | replicate)"), ("Rail", "travel ~ 1 + (1 | Rail)")];
        Outcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(run => Task.Run(() => CommandLine.Run(
            ["scaffold", CommandLine.Data(models[run % 3].Data), models[run % 3].Formula, "-o", folder, .. isForced ? ["--force"] : Array.Empty<string>()]))));

        Assert.Contains(outcomes, outcome => outcome.ExitCode == 0);
        Assert.All(outcomes, outcome => Assert.True(outcome.ExitCode is 0 or 2, outcome.Error));
        Assert.True(isForced || outcomes.Count(outcome => outcome.ExitCode == 0) == 1);
        string[] names = Names(folder);
        Assert.Equal(3, names.Length);
        string row = Path.GetFileNameWithoutExtension(Assert.Single(names, name => name.EndsWith(".csproj", StringComparison.Ordinal)));
        Assert.Contains($"{row}Model.ReadCsv", File.ReadAllText(Path.Combine(folder, "Program.cs")), StringComparison.Ordinal);
        Assert.Contains($"record {row}(", File.ReadAllText(Path.Combine(folder, row + ".cs")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Project_and_data_can_move_together_and_the_command_can_be_copied()
    {
        Checkout.Write(_workplace, "checkout");
        string data = _workplace.Write("before/my data/rows.csv", File.ReadAllText(CommandLine.Data("sleepstudy")));
        string folder = _workplace.Path("before/a project; $(x)");
        Outcome outcome = CommandLine.Run("scaffold", data, Formula, "-o", folder, "--lmm", _workplace.Path("checkout"));
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.EndsWith($"Run it: dotnet run --project '{folder}'\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Path.GetFullPath(\"../my data/rows.csv\", ProjectFolder())", File.ReadAllText(Path.Combine(folder, "Program.cs")), StringComparison.Ordinal);

        Directory.Move(_workplace.Path("before"), _workplace.Path("after"));
        using Process process = ToolProcess.Start("dotnet", _workplace.Folder, "run", "-c", Repository.Configuration, "--project", _workplace.Path("after/a project; $(x)"));
        Outcome ran = await ToolProcess.End(process);
        Assert.True(ran.ExitCode == 0, ran.Output + ran.Error);
        Assert.Contains("REML criterion at convergence: 1743.6", ran.Output, StringComparison.Ordinal);
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
