using System.Text;
using Lmm.Faults;

namespace Lmm;

/// <summary>How a text file with delimited columns is written.</summary>
public sealed record CsvOptions
{
    /// <summary>The options used where none are given.</summary>
    public static CsvOptions Default { get; } = new();

    /// <summary>What stands between cells, an ASCII character and no line break; null to find out which of comma, semicolon, tab and bar it is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no such character.</exception>
    public char? Delimiter { get; init => field = value is { } sign ? Allowed.Sign(sign, nameof(Delimiter)) : null; }

    /// <summary>What encloses cells that contain the delimiter, line breaks or itself (doubled); an ASCII character and no line break.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no such character.</exception>
    public char Quote { get; init => field = Allowed.Sign(value, nameof(Quote)); } = '"';

    /// <summary>True when numbers have a comma in place of the decimal point.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>The texts that stand for a missing value, in every column, in quotes or not; by default the empty text and <c>NA</c>.</summary>
    public IReadOnlyList<string> MissingTexts
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = ["", "NA"];

    /// <summary>Whether blanks and tabs around cells are left out; those inside quotes never are.</summary>
    public bool TrimsBlanks { get; init; } = true;

    /// <summary>The character that lines to pass over start with, an ASCII character and no line break; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no such character.</exception>
    public char? CommentStart { get; init => field = value is { } sign ? Allowed.Sign(sign, nameof(CommentStart)) : null; }

    /// <summary>The file's encoding; null for UTF-8, or what a byte order mark says.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>The types of the columns that are not to be inferred, by name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    public IReadOnlyDictionary<string, ColumnType> ColumnTypes { get; init => field = Types(value); } = new Dictionary<string, ColumnType>();

    private static IReadOnlyDictionary<string, ColumnType> Types(IReadOnlyDictionary<string, ColumnType> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        foreach ((string name, ColumnType type) in types)
        {
            Allowed.Member(type, $"{nameof(ColumnTypes)}[{name}]");
        }

        return types;
    }

    /// <summary>What stands between cells, what encloses them, and the decimal sign.</summary>
    public override string ToString()
        => $"delimiter {Delimiter?.ToString() ?? "to be found"}, quote {Quote}, decimal {(DecimalComma ? "comma" : "point")}";
}
