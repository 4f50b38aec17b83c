namespace Lmm.Cli.Tests;

/// <summary>Names of files to write that cannot be meant or written are refused before the work, by every command that writes one.</summary>
public sealed class OutputFileTests : IDisposable
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private readonly Workplace _workplace = new();

    public static TheoryData<string, string> Commands { get; } = new()
    {
        { "augment", "-o" },
        { "simulate", "-o" },
        { "predict DATA", "-o" },
        { "report", "-o" },
        { "plot --kind forest", "-o" },
        { "fit", "--save" },
    };

    public void Dispose() => _workplace.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void An_empty_name_is_none(string command, string option)
        => Assert.Equal((2, "", $"error: {option}: the name is empty; write the name of a file\n"), Run(command, option, ""));

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_folder_is_no_file_and_one_that_is_missing_is_not_made(string command, string option)
    {
        string folder = _workplace.Path("a.svg");
        Directory.CreateDirectory(folder);
        string nowhere = _workplace.Path("nowhere/a.svg");

        Assert.Equal((2, "", $"error: {option}: {folder} cannot be written (it is a directory); name another file\n"), Run(command, option, folder));
        Assert.Equal((2, "", $"error: {option}: {nowhere} cannot be written (its directory does not exist); name another file\n"), Run(command, option, nowhere));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_link_to_the_data_is_the_data(string command, string option)
    {
        string link = _workplace.Path("link.svg");
        File.CreateSymbolicLink(link, Data());

        Assert.Equal((2, "", $"error: {option}: {link} is the data; name another file\n"), Run(command, option, link));
        Assert.Equal(File.ReadAllText(CommandLine.Data("sleepstudy")), File.ReadAllText(Data()));
    }

    [Fact]
    public void What_a_link_leads_to_is_written()
    {
        string file = _workplace.Write("kept.svg", "old");
        string link = _workplace.Path("link.svg");
        File.CreateSymbolicLink(link, file);

        Assert.Equal(0, Run("plot --kind forest", "-o", link).ExitCode);
        Assert.Equal(file, File.ResolveLinkTarget(link, returnFinalTarget: false)!.FullName);
        Assert.StartsWith("<svg", File.ReadAllText(file), StringComparison.Ordinal);
    }

    private (int ExitCode, string Output, string Error) Run(string command, string option, string file)
    {
        string[] words = command.Split(' ');
        string[] rest = [.. words[1..].Select(word => word == "DATA" ? CommandLine.Data("sleepstudy") : word)];
        Outcome outcome = CommandLine.Run([words[0], Data(), Formula, .. rest, option, file]);
        return (outcome.ExitCode, outcome.Output, outcome.Error);
    }

    private string Data()
    {
        string data = _workplace.Path("data.csv");
        if (!File.Exists(data))
        {
            File.Copy(CommandLine.Data("sleepstudy"), data);
        }

        return data;
    }
}
