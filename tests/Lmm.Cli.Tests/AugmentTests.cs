using System.Globalization;
using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary>What a fit says of rows and levels, written to files and as JSON.</summary>
public sealed class AugmentTests : IDisposable
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";
    private static readonly string Sleep = CommandLine.Data("sleepstudy");

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public void Each_row_has_its_values_and_the_input_is_as_it_was()
    {
        string output = _workplace.Path("out.csv");
        Outcome outcome = CommandLine.Run("augment", Sleep, Formula, "-o", output);
        Assert.Equal((0, "", ""), (outcome.ExitCode, outcome.Output, outcome.Error));

        string[] before = File.ReadAllLines(Sleep);
        string[] after = File.ReadAllLines(output);
        Assert.Equal(before.Length, after.Length);
        Assert.EndsWith(",.fitted,.fixed,.resid,.scaled,.hat,.cooksd", after[0], StringComparison.Ordinal);
        var fit = (LinearMixedModelFit)Model.Parse(Formula).Fit(ModelFrame.FromCsv(Sleep));
        for (int row = 1; row < before.Length; row++)
        {
            Assert.StartsWith(before[row] + ",", after[row], StringComparison.Ordinal);
            double[] values = [.. after[row].Split(',')[^6..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            double days = double.Parse(before[row].Split(',')[Array.IndexOf(before[0].Split(','), "Days")], CultureInfo.InvariantCulture);
            Assert.Equal([fit.FittedValues[row - 1], fit.Coefficients[0].Estimate + (fit.Coefficients[1].Estimate * days), fit.Residuals[row - 1], fit.ScaledResiduals[row - 1], fit.Influence.Leverage[row - 1], fit.Influence.CooksDistances[row - 1]], values, (left, right) => Math.Abs(left - right) < 1e-9);
        }
    }

    [Fact]
    public void A_row_that_was_left_out_has_empty_cells()
    {
        string data = _workplace.Write("d.csv", "y,x,\"a name, quoted\"\n1.50,1,a\n,2,b\n2,3,\"c\"\"d\"\n3,,e\n4.25,5,f\n");
        string[] lines = CommandLine.Run("augment", data, "y ~ x").Output.TrimEnd('\n').Split('\n');

        Assert.Equal("y,x,\"a name, quoted\",.fitted,.fixed,.resid,.scaled,.hat,.cooksd", lines[0]);
        Assert.Equal("\"\",2,b,\"\",\"\",\"\",\"\",\"\",\"\"", lines[2]);
        Assert.Equal("3,\"\",e,\"\",\"\",\"\",\"\",\"\",\"\"", lines[4]);
        Assert.StartsWith("1.50,1,a,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("2,3,\"c\"\"d\",", lines[3], StringComparison.Ordinal);
        Assert.Equal(6, lines.Length);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named_and_nothing_is_left()
    {
        string before = _workplace.Write("out.csv", "before");
        Assert.Equal($"error: -o: {Sleep} is the data; name another file\n", CommandLine.Run("augment", Sleep, Formula, "-o", Sleep).Error);
        Assert.StartsWith($"error: -o: {_workplace.Folder} cannot be written (", CommandLine.Run("augment", Sleep, Formula, "-o", _workplace.Folder).Error, StringComparison.Ordinal);
        Assert.Equal(2, CommandLine.Run("augment", Sleep, "Reaction ~ Dys", "-o", before).ExitCode);
        Assert.Equal("before", File.ReadAllText(before));
        Assert.Equal([before], Directory.GetFiles(_workplace.Folder));
    }

    [Fact]
    public void Modes_are_those_of_the_fit()
    {
        JsonElement json = CommandLine.Run("modes", Sleep, Formula, "--json").Json();
        var fit = (LinearMixedModelFit)Model.Parse(Formula).Fit(ModelFrame.FromCsv(Sleep));
        RandomEffects effects = fit.RandomEffects("Subject");

        JsonElement[] modes = [.. json.GetProperty("modes").EnumerateArray()];
        Assert.Equal(36, modes.Length);
        Assert.Equal(Formula, json.GetProperty("formula").GetString());
        for (int index = 0; index < modes.Length; index++)
        {
            ConditionalModes level = effects.ModesAt(index / 2);
            Assert.Equal(("Subject", level.Level, level.EffectNames[index % 2]), (modes[index].GetProperty("group").GetString(), modes[index].GetProperty("level").GetString(), modes[index].GetProperty("effect").GetString()));
            Assert.Equal(level[index % 2].Value, modes[index].GetProperty("value").GetDouble());
            Assert.Equal(level[index % 2].StandardDeviation, modes[index].GetProperty("sd").GetDouble());
        }

        Assert.StartsWith(" Subject Name        Mode     Std.Dev.\n 308     (Intercept)   2.2586  12.0708\n", CommandLine.Run("modes", Sleep, Formula).Output, StringComparison.Ordinal);
        Assert.Equal("error: the model has no random effects and so no modes; add a term such as (1 | g)\n", CommandLine.Run("modes", Sleep, "Reaction ~ Days").Error);
    }
}
