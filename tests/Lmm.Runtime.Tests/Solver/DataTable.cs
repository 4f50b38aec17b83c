using System.Globalization;

namespace Lmm.Tests.Solver;

/// <summary>A data set read from the tests' folder of comma-separated files.</summary>
internal sealed class DataTable
{
    private readonly Dictionary<string, string[]> _columns;

    private DataTable(Dictionary<string, string[]> columns) => _columns = columns;

    public int RowCount => _columns.First().Value.Length;

    /// <summary>Reads a file of <c>Data</c>; rows with a missing value in one of the needed columns are dropped.</summary>
    public static DataTable Read(string name, params string[] needed)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", name + ".csv"));
        string[] header = lines[0].Split(',');
        int[] required = Array.ConvertAll(needed, column => Array.IndexOf(header, column));
        string[][] rows = lines.Skip(1)
            .Where(static line => line.Length > 0)
            .Select(static line => line.Split(','))
            .Where(cells => required.All(column => cells[column] is not ("NA" or "")))
            .ToArray();
        return new DataTable(Enumerable.Range(0, header.Length).ToDictionary(column => header[column], column => Array.ConvertAll(rows, row => row[column])));
    }

    public double[] Numeric(string name) => Array.ConvertAll(_columns[name], static cell => double.Parse(cell, CultureInfo.InvariantCulture));

    /// <summary>A factor of one variable, or of the observed combinations of several, levels in ordinal order of the variables in turn.</summary>
    public FactorColumn Factor(params string[] names)
    {
        string[] labels = Enumerable.Range(0, RowCount).Select(row => string.Join(':', names.Select(name => _columns[name][row]))).ToArray();
        string[] levels = labels.Distinct().Order(StringComparer.Ordinal).ToArray();
        var codes = levels.Select(static (level, code) => (level, code)).ToDictionary(static pair => pair.level, static pair => pair.code);
        return new FactorColumn(string.Join(':', names), Array.ConvertAll(labels, label => codes[label]), levels);
    }
}
