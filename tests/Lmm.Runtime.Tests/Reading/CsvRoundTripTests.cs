using System.Globalization;
using System.Text;

namespace Lmm.Tests.Reading;

/// <summary>Random tables, written with every liberty that the format has, are read back as they were.</summary>
public class CsvRoundTripTests
{
    private const string Letters = "abzäß年é🐟\"\"\",,;\n\t |'\\0.5";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_tables_are_read_back(int seed)
    {
        Random random = new(seed);
        char delimiter = ",;\t|"[random.Next(4)];
        bool decimalComma = delimiter != ',' && random.Next(2) == 0;
        string lineEnd = random.Next(2) == 0 ? "\n" : "\r\n";
        int rows = random.Next(1, 400);
        string?[] texts = [.. Enumerable.Range(0, rows).Select(_ => random.Next(8) == 0 ? null : RandomText(random))];
        double[] reals = [.. Enumerable.Range(0, rows).Select(_ => random.Next(8) == 0 ? double.NaN : BitConverter.Int64BitsToDouble(random.NextInt64()) is var bits && double.IsFinite(bits) ? bits : 0.1)];
        long?[] wholes = [.. Enumerable.Range(0, rows).Select(_ => random.Next(8) == 0 ? (long?)null : random.NextInt64() >> random.Next(64))];

        StringBuilder file = new(random.Next(2) == 0 ? "\uFEFF" : "");
        file.Append($"t{delimiter}\"r\"{delimiter}w{lineEnd}");
        for (int row = 0; row < rows; row++)
        {
            string real = double.IsNaN(reals[row]) ? "NA" : reals[row].ToString("R", CultureInfo.InvariantCulture);
            file.Append(texts[row] is { } text ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : "NA").Append(delimiter);
            file.Append(decimalComma ? real.Replace('.', ',') : real).Append(delimiter);
            file.Append(wholes[row]?.ToString(CultureInfo.InvariantCulture) ?? "").Append(lineEnd);
        }

        // A text without letters could be taken for something else; its type is given.
        CsvOptions options = new()
        {
            Delimiter = delimiter,
            DecimalComma = decimalComma,
            ColumnTypes = new Dictionary<string, ColumnType> { ["t"] = ColumnType.Text },
        };
        ModelFrame frame = Csv.Read(file.ToString(), options);

        Assert.Equal(rows, frame.RowCount);
        Assert.Equal(texts, frame.Texts("t"));
        Assert.Equal(reals, frame.Numbers("r"));
        Assert.Equal(wholes.Select(whole => whole is { } number ? (double)number : double.NaN), frame.Numbers("w"));
        if (wholes.Any(whole => whole is not null))
        {
            Assert.Equal(wholes.Select(whole => whole?.ToString(CultureInfo.InvariantCulture)), frame.Texts("w"));
        }
    }

    private static string RandomText(Random random)
    {
        string text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Letters.EnumerateRunes().ElementAt(random.Next(Letters.EnumerateRunes().Count())).ToString()));
        return text is "NA" ? "na" : text;
    }
}
