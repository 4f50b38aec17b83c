using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Pictures;

/// <summary>Residuals of each level of a factor.</summary>
internal static class ResidualsByGroupPicture
{
    private const int MostNamed = 60;
    private const int MostDrawn = 300;
    private const int Runs = 300;
    private const double SlotHeight = 17;

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(ModelFit fit, FactorColumn factor, PlotOptions options)
    {
        StandardResiduals residuals = StandardResiduals.Of(fit);
        (string Level, SampleBox Box)[] levels = [.. residuals.Values
            .Zip(residuals.Rows, (value, row) => (Value: value, Code: factor.Code(row)))
            .Where(static row => row.Code >= 0)
            .GroupBy(static row => row.Code)
            .OrderBy(static group => group.Key)
            .Select(group => (factor.LevelNames[group.Key], SampleBox.Of(group.Select(static row => row.Value))))];
        if (levels.Length > MostNamed)
        {
            levels = [.. levels.OrderBy(static level => level.Box.Median)];
        }

        (string Level, SampleBox Box) least = levels.MinBy(static level => level.Box.Median);
        (string Level, SampleBox Box) most = levels.MaxBy(static level => level.Box.Median);
        string range = $"Medians go from {NumberLabel.Short(least.Box.Median)} ({least.Level}) to {NumberLabel.Short(most.Box.Median)} ({most.Level}).";
        return new Page
        {
            Title = $"Residuals by {factor.Name}",
            Description = $"{residuals.Label}s of {fit.Formula} at {NumberLabel.Count(levels.Length)} levels of {factor.Name}. {range}",
            Charts = [levels.Length <= MostNamed ? Named(levels, residuals.Label) : Ranked(levels, factor.Name, residuals.Label)],
            ChartHeight = levels.Length <= MostNamed ? Math.Max(80, levels.Length * SlotHeight) : 260,
            Notes = [Shown(levels.Length, factor.Name), range, residuals.Note],
        }.Draw(options);
    }

    private static Chart Named((string Level, SampleBox Box)[] levels, string what) => new(
        Values(what, levels),
        Axis.Down("", [.. levels.Select(static level => level.Level)]),
        [RuleLayer.Upright(0), new BoxLayer([.. levels.Select(static level => level.Box)], Tone.First, IsLying: true)]);

    private static Chart Ranked((string Level, SampleBox Box)[] levels, string factor, string what)
    {
        string label = $"Rank of the median, of {NumberLabel.Count(levels.Length)} levels of {factor}";
        if (levels.Length <= MostDrawn)
        {
            return new(
                Axis.Of(label, new(-1, levels.Length)),
                Values(what, levels),
                [RuleLayer.Level(0), new BoxLayer([.. levels.Select(static level => level.Box)], Tone.First, IsLying: false)]);
        }

        double[] at = [.. Enumerable.Range(0, Runs).Select(run => (run + 0.5) * levels.Length / Runs)];
        double[] lower = Averages(levels, static box => box.Lower);
        double[] upper = Averages(levels, static box => box.Upper);
        double[] medians = Averages(levels, static box => box.Median);
        return new(
            Axis.Around(label, at),
            Axis.Around(what, [0, .. lower, .. upper]),
            [new BandLayer(at, lower, upper, new Paint(Tone.First, 0.25)), RuleLayer.Level(0), new LineLayer(at, medians, new Stroke(Tone.First, 2))]);
    }

    private static Axis Values(string label, (string Level, SampleBox Box)[] levels)
        => Axis.Around(label, [0, .. levels.SelectMany(static level => (double[])[level.Box.Low, level.Box.High, .. level.Box.Outside])]);

    private static double[] Averages((string Level, SampleBox Box)[] levels, Func<SampleBox, double> value)
        => [.. Enumerable.Range(0, Runs).Select(run => levels[(int)((long)run * levels.Length / Runs)..(int)((run + 1L) * levels.Length / Runs)].Average(level => value(level.Box)))];

    private static string Shown(int levels, string factor)
        => levels <= MostNamed ? "Boxes are quartiles with the median; lines reach to the farthest values within 1.5 times the distance of the quartiles, points are beyond."
            : levels <= MostDrawn ? $"All {levels} levels of {factor} are drawn in the order of their medians, without their names: quartiles with the median, and what lies beyond."
            : $"{NumberLabel.Count(levels)} levels of {factor} in the order of their medians, averaged over {Runs} runs of neighbours: the line is the median, the band the quartiles.";
}
