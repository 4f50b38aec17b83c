using System.Globalization;
using System.Text.Json;

namespace Lmm.Cli.Tests;

public sealed class PredictTests : IDisposable
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private static readonly string Sleepstudy = CommandLine.Data("sleepstudy");

    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-predict").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rows_have_their_own_columns_and_those_of_the_library()
    {
        string rows = Write("who,Days,Subject\nfirst,0,308\nsecond,,308\n\"third, last\",9,335\n");
        Outcome outcome = CommandLine.Run("predict", Sleepstudy, Formula, rows, "--interval", "prediction", "--level", "0.9");
        ModelFit fit = Model.Parse(Formula).Fit(ModelFrame.FromCsv(Sleepstudy));
        PredictionTable expected = fit.Predictions(ModelFrame.FromCsv(rows), new PredictionIntervalOptions { Uncertainty = PredictionUncertainty.Prediction, Level = 0.9 });

        Assert.Equal(0, outcome.ExitCode);
        string[] lines = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("who,Days,Subject,.prediction,.se,.lower,.upper", lines[0]);
        Assert.Equal("second,\"\",308,\"\",\"\",\"\",\"\"", lines[2]);
        RowPrediction third = expected[2];
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"\"third, last\",9,335,{third.Prediction:R},{third.StandardError:R},{third.Lower:R},{third.Upper:R}"), lines[3]);
        Assert.Contains("note: 90 % prediction intervals of new responses, given the random effects of the rows' levels", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("note: 1 row lacks a value and has no prediction.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_predictions_and_what_they_are_of()
    {
        JsonElement written = CommandLine.Run("predict", Sleepstudy, Formula, Write("Days\n0\n4.5\n"), "--population", "--json").Json();
        JsonElement row = written.GetProperty("predictions")[0];

        Assert.Equal(("confidence", 0.95), (written.GetProperty("interval").GetString(), written.GetProperty("level").GetDouble()));
        Assert.Equal(251.4051, row.GetProperty("prediction").GetDouble(), 1e-3);
        Assert.Equal(6.824556, row.GetProperty("se").GetDouble(), 1e-5);
        Assert.Equal(17, row.GetProperty("df").GetDouble(), 1e-2);
        Assert.True(row.GetProperty("lower").GetDouble() < row.GetProperty("upper").GetDouble());
        Assert.Contains("for the population", written.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_written_whole_and_never_over_the_data()
    {
        string rows = Write("Days,Subject\n0,308\n");
        string output = Path.Combine(_folder, "out.csv");
        Outcome outcome = CommandLine.Run("predict", Sleepstudy, Formula, rows, "-o", output);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("Days,Subject,.prediction,.se,.lower,.upper\n0,308,", File.ReadAllText(output), StringComparison.Ordinal);
        Assert.Equal(2, CommandLine.Run("predict", Sleepstudy, Formula, rows, "-o", rows).ExitCode);
    }

    [Theory]
    [InlineData("Days,Subject\n0,308\n1,999\n", "line 3 has the value '999' of Subject")]
    [InlineData("Subject\n308\n", "the data have no column Days")]
    [InlineData("Days,Subject\nzero,308\n", "Days")]
    [InlineData("Days,Subject\nInf,308\n", "infin")]
    public void Rows_that_cannot_be_predicted_are_refused_by_name(string rows, string message)
    {
        Outcome outcome = CommandLine.Run("predict", Sleepstudy, Formula, Write(rows));
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void New_levels_are_allowed_where_that_is_asked_for()
    {
        Outcome outcome = CommandLine.Run("predict", Sleepstudy, Formula, Write("Days,Subject\n0,308\n1,999\n"), "--new-levels", "allow");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("note: 1 row has a new level of Subject", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_beyond_a_spline_is_a_remark()
    {
        Outcome outcome = CommandLine.Run("predict", Sleepstudy, "Reaction ~ ns(Days, df = 3) + (1 | Subject)", Write("Days,Subject\n12,308\n"));
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("line 2 has the value 12 beyond the boundary knots 0 and 9", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--level must be between 0 and 1", "--level", "95")]
    [InlineData("of a bootstrap", "--draws", "10")]
    [InlineData("--draws must be a whole number from 2", "--variances", "--draws", "1")]
    [InlineData("confidence", "--interval", "tolerance")]
    [InlineData("refuse", "--new-levels", "ignore")]
    public void Options_that_cannot_be_meant_are_exit_code_2(string message, params string[] options)
    {
        Outcome outcome = CommandLine.Run(["predict", Sleepstudy, Formula, Write("Days,Subject\n0,308\n"), .. options]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    private string Write(string text)
    {
        string path = Path.Combine(_folder, "new.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
