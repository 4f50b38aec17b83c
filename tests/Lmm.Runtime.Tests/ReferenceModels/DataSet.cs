using CsvHelper;

namespace Lmm.Tests.ReferenceModels;

/// <summary>Reads the data sets of the folder <c>Data</c>; its README names their sources.</summary>
internal static class DataSet
{
    public static List<T> Read<T>(string name, Func<CsvReader, T> row)
    {
        using CsvReader csv = CsvReader.FromFile(Path.Combine(AppContext.BaseDirectory, "Data", name + ".csv"));
        csv.ReadHeader();
        var rows = new List<T>();
        while (csv.Read())
        {
            rows.Add(row(csv));
        }

        return rows;
    }

    public static double? Number(this CsvReader row, string column) =>
        row.GetString(column) is "NA" or "" ? null : row.Parse<double>(column);
}
