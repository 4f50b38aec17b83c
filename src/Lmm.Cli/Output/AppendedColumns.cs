using System.Globalization;
using System.Text;
using Lmm.Printing.Tables;
using Lmm.Reading;

namespace Lmm.Cli.Output;

/// <summary>The rows of a file with columns of numbers after its own; empty cells where there is no number.</summary>
internal static class AppendedColumns
{
    /// <summary>Writes header and rows.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="file">The file.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="columns">Names, and one number per row of the file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">The file cannot be read again.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(TextWriter writer, string file, CsvOptions options, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> columns, CancellationToken cancellationToken)
    {
        using CsvTable table = CsvTable.Open(CsvSource.File(file), options);
        CsvFormat.WriteRow(writer, table.Header.Concat(columns.Select(static column => column.Name)));
        for (int row = 0; table.Read(); row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IEnumerable<string> own = Enumerable.Range(0, table.Header.Length).Select(column => Encoding.UTF8.GetString(table.Cell(column)));
            CsvFormat.WriteRow(writer, own.Concat(columns.Select(column => Text(column.Values[row]))));
        }
    }

    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
