using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary><c>lmm fit --save</c>, <c>lmm show</c> and <c>lmm predict --fit</c>.</summary>
public sealed class SavedFitTests : IDisposable
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private static readonly string Sleepstudy = CommandLine.Data("sleepstudy");

    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-saved").FullName;

    private string Fit => Path.Combine(_folder, "sleep.lmm");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_saved_fit_is_shown_as_it_was_printed()
    {
        Outcome fitted = CommandLine.Run("fit", Sleepstudy, Formula, "--save", Fit);
        Assert.Equal(0, fitted.ExitCode);
        Assert.Contains($"saved {Fit}, {new FileInfo(Fit).Length} bytes", fitted.Error, StringComparison.Ordinal);
        Outcome shown = CommandLine.Run("show", Fit);
        Assert.Equal(0, shown.ExitCode);
        Assert.Equal(fitted.Output, shown.Output);
        JsonElement json = CommandLine.Run("show", Fit, "--json").Json();
        Assert.Equal(CommandLine.Run("fit", Sleepstudy, Formula, "--json").Json().GetProperty("objective").GetDouble(), json.GetProperty("objective").GetDouble());
    }

    [Fact]
    public void A_file_says_what_it_holds_of_the_data()
    {
        CommandLine.Run("fit", Sleepstudy, Formula, "--save", Fit);
        string contents = CommandLine.Run("show", Fit, "--contents").Output;
        Assert.Contains("the fit of a linear mixed model", contents, StringComparison.Ordinal);
        Assert.Contains("by each of the 18 levels of Subject", contents, StringComparison.Ordinal);
        JsonElement json = CommandLine.Run("show", Fit, "--contents", "--json").Json();
        Assert.Equal(new FileInfo(Fit).Length, json.GetProperty("size").GetInt64());
        Assert.Equal("identity", json.GetProperty("parts")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void Predictions_by_a_saved_fit_are_those_by_the_data()
    {
        string rows = Write("new.csv", "Days,Subject\n0,308\n10,309\n");
        CommandLine.Run("fit", Sleepstudy, Formula, "--save", Fit);
        Outcome saved = CommandLine.Run("predict", "--fit", Fit, rows, "--interval", "prediction");
        Outcome fitted = CommandLine.Run("predict", Sleepstudy, Formula, rows, "--interval", "prediction");
        Assert.Equal(0, saved.ExitCode);
        Assert.Equal((fitted.Output, fitted.Error), (saved.Output, saved.Error));
    }

    [Fact]
    public void What_is_wrong_with_files_and_arguments_is_said()
    {
        string rows = Write("new.csv", "Days,Subject\n0,308\n");
        CommandLine.Run("fit", Sleepstudy, Formula, "--save", Fit);
        AssertWrong("--variances needs the data", "predict", "--fit", Fit, rows, "--variances");
        AssertWrong("--weights needs the data", "predict", "--fit", Fit, rows, "--weights", "w");
        AssertWrong("--ml needs the data", "predict", "--fit", Fit, rows, "--ml");
        AssertWrong("no file of a saved fit", "show", rows);
        AssertWrong("there is no such file", "show", Path.Combine(_folder, "nothing.lmm"));
        File.WriteAllBytes(Fit, File.ReadAllBytes(Fit)[..500]);
        AssertWrong("it was cut off", "show", Fit);
        AssertWrong("it was cut off", "predict", "--fit", Fit, rows);
        AssertWrong("write the file of the rows alone", "predict", "--fit", Fit, Sleepstudy, Formula, rows);
        AssertWrong("Required argument missing for command: 'predict'", "predict", Sleepstudy, Formula);
        AssertWrong("is the data", "fit", rows, "Days ~ 1", "--save", rows);
        AssertWrong("its directory does not exist", "fit", Sleepstudy, Formula, "--save", Path.Combine(_folder, "nowhere", "fit.lmm"));
    }

    private static void AssertWrong(string message, params string[] arguments)
    {
        Outcome outcome = CommandLine.Run(arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
