using System.Globalization;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Pictures;

/// <summary>The cells of one factor or two that rows are in.</summary>
internal sealed class RowCells
{
    private const int MostPlaces = 40;

    private readonly int[] _places;
    private readonly int[] _lines;

    private RowCells(RowFactor along, RowFactor? lines)
    {
        (Along, Lines) = (along.Name, lines?.Name);
        (Places, _places) = Coded(along, MostPlaces);
        (Series, _lines) = lines is null ? ([""], new int[_places.Length]) : Coded(lines, SeriesOfFactor.Most);
        if (_lines.Length != _places.Length)
        {
            throw new ArgumentException($"{along.Name} has {NumberLabel.Count(_places.Length)} rows, {lines!.Name} {NumberLabel.Count(_lines.Length)}: give the level of each row.");
        }
    }

    /// <summary>What is along the axis.</summary>
    public string Along { get; }

    /// <summary>What lines are of; null for one line.</summary>
    public string? Lines { get; }

    /// <summary>The levels along the axis.</summary>
    public string[] Places { get; }

    /// <summary>The levels that are lines.</summary>
    public string[] Series { get; }

    /// <summary>Finds the cells.</summary>
    /// <exception cref="ArgumentException">There are no rows, factors differ in their number, or there are too many levels.</exception>
    public static RowCells Of(RowFactor along, RowFactor? lines) => new(along, lines);

    /// <summary>Refuses numbers that are not those of the rows.</summary>
    /// <exception cref="ArgumentException">There are more or fewer, or one is not finite.</exception>
    public void Check(RowNumbers numbers)
    {
        if (numbers.Values.Count != _places.Length)
        {
            throw new ArgumentException($"{numbers.Name} has {NumberLabel.Count(numbers.Values.Count)} rows, {Along} {NumberLabel.Count(_places.Length)}: give a number for each row.");
        }

        int wrong = numbers.Values.Index().FirstOrDefault(static value => !double.IsFinite(value.Item), (-1, 0)).Index;
        if (wrong >= 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{numbers.Name} is not finite in row {wrong + 1}; leave such rows out."));
        }
    }

    /// <summary>The numbers of each cell, in order; by line, and by place within it.</summary>
    public double[][][] Split(IReadOnlyList<double> values)
    {
        List<double>[][] cells = [.. Series.Select(_ => Places.Select(static _ => new List<double>()).ToArray())];
        for (int row = 0; row < _places.Length; row++)
        {
            cells[_lines[row]][_places[row]].Add(values[row]);
        }

        return [.. cells.Select(static line => line.Select(static cell => cell.Order().ToArray()).ToArray())];
    }

    private static (string[] Levels, int[] Codes) Coded(RowFactor factor, int most)
    {
        string[] levels = [.. factor.Levels.Distinct()];
        if (levels.Length == 0 || levels.Length > most)
        {
            throw new ArgumentException(levels.Length == 0
                ? $"{factor.Name} has no rows."
                : $"{factor.Name} has {NumberLabel.Count(levels.Length)} levels, and no more than {most} can be told apart; join some of them.");
        }

        if (levels.All(static level => double.TryParse(level, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            levels = [.. levels.OrderBy(static level => double.Parse(level, NumberStyles.Float, CultureInfo.InvariantCulture))];
        }

        Dictionary<string, int> codes = levels.Index().ToDictionary(static level => level.Item, static level => level.Index);
        return (levels, [.. factor.Levels.Select(level => codes[level])]);
    }
}
