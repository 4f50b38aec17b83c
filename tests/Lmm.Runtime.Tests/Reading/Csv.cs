using System.Text;

namespace Lmm.Tests.Reading;

/// <summary>Text as a file would have it.</summary>
internal static class Csv
{
    public static ModelFrame Read(string text, CsvOptions? options = null)
        => ModelFrame.FromCsv(new MemoryStream(Encoding.UTF8.GetBytes(text)), options);

    public static DataSourceException Fault(string text, CsvOptions? options = null)
        => Assert.Throws<DataSourceException>(() => Read(text, options));

    public static double[] Numbers(this ModelFrame frame, string name)
    {
        NumericColumnBuilder builder = frame[name].NumericBuilder("M", name);
        CompleteCases cases = new();
        builder.AddTo(cases, null);
        return cases.Numeric(name).Values;
    }

    /// <summary>The levels by row; null where missing.</summary>
    public static IEnumerable<string?> Texts(this ModelFrame frame, string name)
    {
        DeclaredFactorBuilder builder = frame[name].FactorBuilder("M", name, CancellationToken.None);
        bool[] missing = [.. Enumerable.Range(0, frame.RowCount).Select(builder.IsMissing)];
        CompleteCases cases = new();
        builder.AddTo(cases, [.. Enumerable.Range(0, frame.RowCount).Where(row => !missing[row])]);
        FactorColumn factor = cases.Factor(name);
        int next = 0;
        return [.. missing.Select(isMissing => isMissing ? null : factor.Levels[factor.Codes[next++]])];
    }
}
