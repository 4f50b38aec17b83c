using System.Text;

namespace Lmm.Reading;

/// <summary>Finds the delimiter of a file whose numbers have decimal commas, so that no comma can be it.</summary>
internal static class DelimiterBesideCommas
{
    private const string Candidates = ";\t|";

    /// <summary>The candidate that the first line has most of; a semicolon when it has none, and null when numbers have a point.</summary>
    public static char? Find(CsvSource source, CsvOptions options)
    {
        if (!options.DecimalComma)
        {
            return null;
        }

        using StreamReader reader = new(source.Open(), options.Encoding ?? Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        string header = reader.ReadLine() ?? "";
        return Candidates.MaxBy(candidate => header.Count(character => character == candidate));
    }
}
