using System.Globalization;
using System.Text;
using Lmm.Formula.Syntax;

namespace Lmm.Cli.Tests;

/// <summary>A small study whose file, columns and levels have random names, of pieces that break out of careless code.</summary>
/// <param name="FileName">The name of the file.</param>
/// <param name="Text">The file.</param>
/// <param name="Formula">A formula over all columns but one.</param>
/// <param name="Options">Options that give names too: weights, levels, contrasts.</param>
internal sealed record HostileStudy(string FileName, string Text, string Formula, IReadOnlyList<string> Options)
{
    private const int Rows = 48;
    private const int LongestFileName = 60;

    private static readonly string[] Pieces =
    [
        "\"", "\\", "\"\"\"", "\\\"", "\\u0022", "*/", "/*", "//", "#error ", "{", "}", "{0}", "$\"", "@", "'", "`", ";", ",", "|", "~", "(", ")", "[", "]", ":", "=", "+", "-", ".", "..",
        "%", "%24", "$(x)", "@(x)", "&", "&quot;", "<", ">", "</summary>", "]]>", "<!--", "-->", "?", "!", "^", "§",
        "\u2028", "\u2029", "\u202e", "\u2066", "\u200b", "\ufeff", "\u0085", "\u00a0", "\n", "\r\n", "\t", "\v", "\u001b[2J", "é", "ß", "İ", "日本", "\U0001f600", "\u0301",
        "class", "event", "record", "required", "file", "field", "value", "var", "dynamic", "nameof", "async", "await", "partial", "where", "scoped", "_", "__", "value__", "null", "true",
        "Fit", "Model", "Row", "Rows", "ReadCsv", "Read", "Intercept", "Coefficients", "Sigma", "Theta", "Residuals", "Formula", "Item", "ToString", "Equals", "GetHashCode", "GetType",
        "Deconstruct", "EqualityContract", "PrintMembers", "op_Equality", "Clone", "get_Y", "Lmm", "System", "Console", "List", "String", "Path", "Int64", "Enum", "Object", "Convergence",
        "Weights", "Levels", "Factor", "Variable", "Program", "Estimation", "NaN", "Inf", "2nd", "1", "0x1", "1e5", "a", "B", "x", "y z",
    ];

    /// <summary>The study of a seed.</summary>
    public static HostileStudy Of(int seed)
    {
        Random random = new(seed);
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase) { "NA" };
        string[] columns = [.. Enumerable.Range(0, 7).Select(_ => Fresh(random, names))];
        string[] levels = [.. Enumerable.Range(0, 3).Select(_ => Fresh(random, names))];
        string[] words = [.. Enumerable.Range(0, 2).Select(level => level == 0 ? "class1" : Word(random))];
        string[] groups = [.. Enumerable.Range(0, 8).Select(_ => Fresh(random, names))];
        StringBuilder text = new();
        WriteRow(text, columns);
        for (int row = 0; row < Rows; row++)
        {
            int group = row % 8;
            double x = row * 7 % 11;
            double y = 3 + (0.4 * x) + (group * group % 7) + (row * row % 13 * 0.3) + (row % 3 * 0.7);
            WriteRow(text, [Number(y), Number(x), levels[row / 8 % 3], words[row / 5 % 2], groups[group], Number((row % 4) + 0.5), $"{groups[row % 3]} {row}"]);
        }

        string[] quoted = [.. columns.Select(Deparser.Quote)];
        return new HostileStudy(
            FileNameOf(random),
            text.ToString(),
            $"{quoted[0]} ~ {quoted[1]} * {quoted[2]} + {quoted[3]} + ({quoted[1]} | {quoted[4]})",
            [
                "--weights", columns[5],
                .. Assignment("--levels", columns[2], string.Join(',', levels.Reverse().Select(InQuotes))),
                .. Assignment("--contrast", columns[3], "sum"),
            ]);

        static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }

    // Blanks at the ends are no part of a name in a file; a name in another case would be the same to a formula.
    private static string Fresh(Random random, HashSet<string> taken)
    {
        string name;
        do
        {
            name = Name(random).Trim();
        }
        while (name.Length == 0 || !taken.Add(name));
        return name;
    }

    private static string Name(Random random) => random.Next(12) == 0
        ? string.Concat(Enumerable.Range(0, 300).Select(_ => Piece(random)))[..300]
        : string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Piece(random)));

    // A level that may become a member of an enum.
    private static string Word(Random random)
    {
        string word;
        do
        {
            word = Piece(random);
        }
        while (!word.All(char.IsAsciiLetter));
        return word;
    }

    private static string Piece(Random random) => Pieces[random.Next(Pieces.Length)];

    private static string FileNameOf(Random random)
    {
        string name = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => Piece(random))).Replace('/', '\u2215');
        return (name.Length > LongestFileName ? name[..LongestFileName] : name) + ".csv";
    }

    // A name with the sign that ends names cannot be given.
    private static string[] Assignment(string option, string name, string value) => name.Contains('=', StringComparison.Ordinal) ? [] : [option, $"{name}={value}"];

    private static void WriteRow(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(InQuotes)).Append('\n');

    private static string InQuotes(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
