using System.Globalization;
using System.Text;
using Lmm.Variables;

namespace Lmm.Reading;

/// <summary>What to do with a cell that should be a number and is none.</summary>
internal static class NumberAdvice
{
    // What stands between thousands somewhere, besides commas and points.
    private const string Separators = "'’_ \u00A0\u2007\u2009\u202F";

    /// <summary>The cure, as the second half of a sentence.</summary>
    public static string For(ReadOnlySpan<byte> cell, CsvOptions options)
        => Find(cell, options) ?? "correct it, or list it in CsvOptions.MissingTexts if it stands for a missing value";

    /// <summary>Why a column is text: a sentence on the first cell that is no number.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="cell">The cell, which is of the table's current line.</param>
    /// <param name="table">The file.</param>
    /// <param name="options">How the file is written.</param>
    public static string WhyText(string column, ReadOnlySpan<byte> cell, CsvTable table, CsvOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"{column} is text because line {table.Line} of {table.Origin} holds '{CellText.Shown(Encoding.UTF8.GetString(cell))}'; {For(cell, options)}.");

    /// <summary>True for numbers in another notation: with separated thousands, the other decimal sign, a currency or an invisible character.</summary>
    public static bool IsNumberLike(ReadOnlySpan<byte> cell, CsvOptions options)
        => cell.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0 && !Utf8Number.IsLongWhole(cell) && Find(cell, options) is not null;

    private static string? Find(ReadOnlySpan<byte> cell, CsvOptions options)
    {
        string text = PlainNumber.Of(Encoding.UTF8.GetString(cell)).Trim(' ');
        if (text.Contains('\0'))
        {
            return "it contains the invisible character U+0000 (NUL): remove it, or if the file is UTF-16, set CsvOptions.Encoding";
        }

        if (Utf8Number.IsLongWhole(cell))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"it is a whole number of {text.TrimStart('+', '-').Length} digits, too long for 64 bits, and doubles do not tell it from its neighbours: write it with an exponent, as 1.2e30, if it is a measurement");
        }

        return Grouped(text, options) ?? Decimal(text, options) ?? Invisible(text, options) ?? Signed(text, options);
    }

    private static string? Grouped(string text, CsvOptions options)
    {
        (char point, char other) = options.DecimalComma ? (',', '.') : ('.', ',');
        if (IsGrouped(text, other, point))
        {
            return $"if its {Name(other)} separates thousands, write the number without it" + (Decimal(text, options) is { } cure ? $"; {cure}" : "");
        }

        if (Separators.Any(separator => IsGrouped(text, separator, point)))
        {
            return "if blanks or marks separate its thousands, write the number without them";
        }

        return IsGrouped(text, point, other)
            ? $"if its {Name(point)} separates thousands, write the number without it; {Cure(options)}"
            : null;
    }

    private static string? Decimal(string text, CsvOptions options)
        => text.Count(character => character == (options.DecimalComma ? '.' : ',')) == 1 && IsNumber(text, !options.DecimalComma) ? Cure(options) : null;

    private static string Cure(CsvOptions options) => options.DecimalComma
        ? "if its point is a decimal one, leave CsvOptions.DecimalComma out"
        : "if its comma is a decimal one, set CsvOptions.DecimalComma";

    private static string? Invisible(string text, CsvOptions options)
        => text.EnumerateRunes().Cast<Rune?>().FirstOrDefault(rune => CellText.IsInvisible(rune!.Value)) is { } invisible
            && IsNumber(string.Concat(text.EnumerateRunes().Where(rune => !CellText.IsInvisible(rune))), options.DecimalComma)
            ? $"it contains the invisible character {CellText.CodePoint(invisible)}: remove it"
            : null;

    // A per cent sign, a currency or a unit of one character before or after a number.
    private static string? Signed(string text, CsvOptions options)
    {
        foreach ((string rest, char sign) in text.Length < 2 ? [] : new[] { (text[1..], text[0]), (text[..^1], text[^1]) })
        {
            if ((sign is '%' or '‰' || char.GetUnicodeCategory(sign) == UnicodeCategory.CurrencySymbol) && (IsNumber(rest.Trim(), options.DecimalComma) || Grouped(rest.Trim(), options) is not null))
            {
                return $"write the number without '{sign}', in the unit of the others, or list it in CsvOptions.MissingTexts if it stands for a missing value";
            }
        }

        return null;
    }

    private static bool IsNumber(string text, bool decimalComma) => Utf8Number.TryReadReal(Encoding.UTF8.GetBytes(text), decimalComma, out _);

    private static string Name(char separator) => separator == ',' ? "comma" : "point";

    // Up to three digits, then groups of three, then perhaps decimals.
    private static bool IsGrouped(string text, char separator, char point)
    {
        string[] parts = text.TrimStart('+', '-').Split(point);
        string[] groups = parts[0].Split(separator);
        return parts.Length <= 2
            && groups.Length > 1
            && groups[0].Length is >= 1 and <= 3
            && groups.Skip(1).All(group => group.Length == 3)
            && groups.Concat(parts.Skip(1)).All(digits => digits.All(char.IsAsciiDigit));
    }
}
