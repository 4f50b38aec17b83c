using System.Globalization;
using System.Text;

namespace Lmm.Benchmarks.Robustness.Drawing;

/// <summary>The data of a model, cell by cell as a CSV file has them, so that every program that reads the file has the same values.</summary>
internal sealed class DataTable
{
    private readonly List<(string Name, string[] Cells)> _columns = [];

    /// <summary>The number of rows.</summary>
    public int RowCount => _columns.Count == 0 ? 0 : _columns[0].Cells.Length;

    /// <summary>The names of the columns.</summary>
    public IEnumerable<string> Names => _columns.Select(column => column.Name);

    /// <summary>The cells of a column.</summary>
    public string[] this[string name] => _columns.Single(column => column.Name == name).Cells;

    /// <summary>Adds numbers, rounded to so many significant digits.</summary>
    public void AddNumbers(string name, double[] values, int digits)
        => _columns.Add((name, Array.ConvertAll(values, value => Text(value, digits))));

    /// <summary>Adds a factor: its levels are the name with a number.</summary>
    public void AddFactor(string name, int[] codes)
        => _columns.Add((name, Array.ConvertAll(codes, code => name + code.ToString("D2", CultureInfo.InvariantCulture))));

    /// <summary>The same table with every row, or with one column's cells, changed.</summary>
    public DataTable With(Func<string, string[], string[]> change)
    {
        var table = new DataTable();
        table._columns.AddRange(_columns.Select(column => (column.Name, change(column.Name, column.Cells))));
        return table;
    }

    /// <summary>The table as a CSV file.</summary>
    public string Csv()
    {
        var text = new StringBuilder().AppendJoin(',', Names).Append('\n');
        for (int row = 0; row < RowCount; row++)
        {
            text.AppendJoin(',', _columns.Select(column => column.Cells[row])).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The table as Lmm reads it from a file.</summary>
    public ModelFrame Frame()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Csv()));
        return ModelFrame.FromCsv(stream);
    }

    /// <summary>A checksum of the table (FNV-1a), which tells whether a reference belongs to it.</summary>
    public string Checksum()
    {
        uint sum = 2166136261;
        foreach (char character in Csv())
        {
            sum = (sum ^ character) * 16777619;
        }

        return sum.ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>A number as it stands in a cell.</summary>
    public static string Text(double value, int digits)
    {
        string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
