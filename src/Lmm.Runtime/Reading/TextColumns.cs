using System.Globalization;
using Lmm.Columns;
using Lmm.Formula.Binding;
using Lmm.Variables;

namespace Lmm.Reading;

/// <summary>Makes columns of coded texts: truth values or dates where all texts are, text otherwise.</summary>
internal static class TextColumns
{
    private const string DateFormat = "yyyy-MM-dd";
    private static readonly string[] TruthLevels = ["FALSE", "TRUE"];

    /// <summary>Makes a column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="codes">The code of each row's text; -1 where it is missing.</param>
    /// <param name="texts">The texts by code.</param>
    /// <param name="type">The type; null to infer it.</param>
    /// <param name="reason">Why the column is text; null when it is so by choice.</param>
    /// <param name="strays">The cells that are no numbers where most are; null where that is not so.</param>
    public static FrameColumn Make(string name, int[] codes, Utf8Texts texts, ColumnType? type, string? reason, StrayCells? strays)
    {
        string[] levels = [.. Enumerable.Range(0, texts.Count).Select(code => texts[code])];
        ColumnType actual = type
            ?? (levels.Length == 0 ? ColumnType.Text
                : levels.All(level => Is(ColumnType.Boolean, level)) ? ColumnType.Boolean
                : levels.All(level => Is(ColumnType.Date, level)) ? ColumnType.Date
                : ColumnType.Text);
        if (actual == ColumnType.Boolean)
        {
            int[] truth = Array.ConvertAll(levels, level => level[0] is 'T' or 't' ? 1 : 0);
            return new CategoricalColumn(new VariableDeclaration(name, name, VariableType.Boolean, "bool"), TruthLevels, UsedLevels.Recode(codes, truth));
        }

        int[] order = [.. Enumerable.Range(0, levels.Length)];
        Array.Sort(levels, order, StringComparer.Ordinal);
        int[] ranks = new int[order.Length];
        for (int rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank;
        }

        VariableDeclaration declaration = new(name, name, VariableType.Text, actual == ColumnType.Date ? "date" : "text");
        return new CategoricalColumn(declaration, levels, UsedLevels.Recode(codes, ranks)) { Reason = reason, Strays = strays };
    }

    /// <summary>True when a text is a value of the type.</summary>
    public static bool Is(ColumnType type, string text) => type switch
    {
        ColumnType.Boolean => text.Equals("TRUE", StringComparison.OrdinalIgnoreCase) || text.Equals("FALSE", StringComparison.OrdinalIgnoreCase),
        ColumnType.Date => DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => true,
    };
}
