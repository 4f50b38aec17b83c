using System.Globalization;
using System.Text;

namespace Lmm.Tests.HardData;

/// <summary>A small CSV file whose cells the tests change before it is read as a frame.</summary>
internal sealed class CsvText
{
    private readonly string[] _header;
    private readonly string[][] _rows;

    private CsvText(string[] header, string[][] rows) => (_header, _rows) = (header, rows);

    /// <summary>Reads a file of <c>HardData/Data</c>, none of which has a comma within a cell.</summary>
    public static CsvText Read(string name) => ReadFile(Path.Combine(AppContext.BaseDirectory, "HardData", "Data", name + ".csv"));

    /// <summary>Reads a file of <c>Data</c>.</summary>
    public static CsvText ReadShared(string name) => ReadFile(Path.Combine(AppContext.BaseDirectory, "Data", name + ".csv"));

    public ModelFrame Frame()
    {
        var text = new StringBuilder().AppendJoin(',', _header).Append('\n');
        foreach (string[] row in _rows)
        {
            text.AppendJoin(',', row).Append('\n');
        }

        return ModelFrame.FromCsv(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())));
    }

    public CsvText Reversed() => new(_header, [.. _rows.Reverse()]);

    /// <summary>The numbers of a column times a factor.</summary>
    public CsvText Times(string column, double factor)
        => Changed(column, cell => (factor * double.Parse(cell, CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Other names for the levels of a column, which sort the other way round.</summary>
    public CsvText Relabelled(string column)
    {
        int at = Array.IndexOf(_header, column);
        string[] levels = [.. _rows.Select(row => row[at]).Distinct()
            .OrderBy(static level => double.TryParse(level, CultureInfo.InvariantCulture, out double number) ? number : 0)
            .ThenBy(static level => level, StringComparer.Ordinal)];
        return Changed(column, cell => string.Create(CultureInfo.InvariantCulture, $"L{levels.Length - Array.IndexOf(levels, cell):000}"));
    }

    /// <summary>One cell, its row counted from zero, set to a text.</summary>
    public CsvText WithCell(int row, string column, string text)
    {
        int at = Array.IndexOf(_header, column);
        return new(_header, [.. _rows.Select((cells, index) => index == row ? Replaced(cells, at, text) : cells)]);
    }

    private CsvText Changed(string column, Func<string, string> change)
    {
        int at = Array.IndexOf(_header, column);
        return new(_header, Array.ConvertAll(_rows, cells => Replaced(cells, at, change(cells[at]))));
    }

    private static string[] Replaced(string[] cells, int at, string text)
    {
        string[] changed = [.. cells];
        changed[at] = text;
        return changed;
    }

    private static CsvText ReadFile(string path)
    {
        string[][] lines = [.. File.ReadLines(path).Where(static line => line.Length > 0).Select(static line => Array.ConvertAll(line.Split(','), static cell => cell.Trim('"')))];
        return new(lines[0], lines[1..]);
    }
}
