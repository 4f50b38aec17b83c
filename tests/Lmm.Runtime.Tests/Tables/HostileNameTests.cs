using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lmm.Tests.Tables;

/// <summary>Names with every character that a format gives a meaning: they come back out of what was written.</summary>
public partial class HostileNameTests
{
    private static readonly string[] Names =
    [
        "plain", "a|b", "a,b", "say \"a\"", "x & y < z > w", @"{\textbf}", "50% of $5_000#1", "^~`", "*bold* _it_ [link](x)", "line\nbreak", "a\r\nb", "a\rb",
        " leading", "trailing ", "<script>alert('x')</script>", "=1+1", "@SUM(A1)", "-1.5", "+x", "\u202etxt.exe", "a\u2028b", "日本語", "[4pt]", "*", "a--b", "-->", @"a\\b", @"ends with \", "&amp;", "\u0000bell\u0007", "half \ud800 pair", "tab\there", "‘’«»😀",
    ];

    private static ResultTable Table => new(
        TableColumn.OfTexts("name", "", Names, ColumnKind.Label),
        TableColumn.OfTexts("copy|,\"<&%_\n", "Header |,\"<&%_\n", Names),
        TableColumn.OfNumbers("estimate", "Estimate", ColumnKind.Estimate, Names.Select((_, row) => (double?)row / 7)));

    // Documents hold neither control characters nor halves of surrogate pairs, and know one line break.
    private static string[] Printable => [.. Names.Select(static name => name.Replace("\r\n", "\n").Replace('\r', '\n').Replace('\0', '\ufffd').Replace('\a', '\ufffd').Replace('\ud800', '\ufffd').Replace('\u202e', '\ufffd').Replace('\u2028', '\n'))];

    // What a spreadsheet would take for a formula has an apostrophe before it.
    private static IEnumerable<string> Harmless(IEnumerable<string> names) => names.Select(static name => name is "=1+1" or "@SUM(A1)" or "+x" or "-->" ? "'" + name : name);

    [Fact]
    public void Csv_is_read_back()
    {
        // The bytes of a file have no halves of surrogate pairs, and a reader may not tell a quoted blank from another.
        ResultTable table = Table;
        string[][] lines = Parsed(table.ToCsv());

        Assert.Equal(["name", "copy|,\"<&%_\n", "estimate"], lines[0]);
        Assert.Equal(Harmless(Names), lines[1..].Select(static line => line[0]));
        Assert.Equal(Harmless(Names), lines[1..].Select(static line => line[1]));
    }

    [Fact]
    public void Csv_is_read_back_by_the_librarys_own_reader()
    {
        string[] names = [.. Names.Where(static name => !name.Contains('\0', StringComparison.Ordinal) && !name.Contains('\ud800', StringComparison.Ordinal))];
        ResultTable table = new(
            TableColumn.OfTexts("name", "", names, ColumnKind.Label),
            TableColumn.OfNumbers("y", "y", ColumnKind.Number, names.Select(static (_, row) => (double?)row / 7)));
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(table.ToCsv()));
        ModelFrame frame = ModelFrame.FromCsv(stream, new CsvOptions { TrimsBlanks = false });

        Assert.Equal(Harmless(names).Order(StringComparer.Ordinal), frame["name"].Levels.Order(StringComparer.Ordinal));
        Assert.Equal(names.Select(static (_, row) => row / 7.0), Reading.Csv.Numbers(frame, "y"));
    }

    [Fact]
    public void Json_is_read_back()
    {
        using JsonDocument document = JsonDocument.Parse(Table.ToJson());
        string[] expected = [.. Names.Select(static name => name.Replace('\ud800', '\ufffd'))];

        Assert.Equal(expected, document.RootElement.GetProperty("rows").EnumerateArray().Select(static row => row.GetProperty("name").GetString()));
        Assert.Equal("Header |,\"<&%_\n", document.RootElement.GetProperty("columns")[1].GetProperty("header").GetString());
    }

    [Fact]
    public void Html_is_read_back()
    {
        XElement table = XElement.Parse(Table.WithTitle("<T & C>").ToHtml().Replace("<br>", "\n", StringComparison.Ordinal));
        XElement[] rows = [.. table.Element("tbody")!.Elements("tr")];

        Assert.Equal("<T & C>", table.Element("caption")!.Value);
        Assert.Equal(Printable, rows.Select(static row => row.Element("th")!.Value));
        Assert.Equal(Printable, rows.Select(static row => row.Elements("td").First().Value));
    }

    [Fact]
    public void Markdown_is_read_back()
    {
        string[] lines = Table.ToMarkdown().TrimEnd('\n').Split('\n');
        string[] Cells(string line) => [.. CellBorder().Split(line)[1..^1].Select(static cell => Escaped().Replace(cell.Trim(' ').Replace("<br>", "\n", StringComparison.Ordinal), "$1"))];

        Assert.Equal(Names.Length + 2, lines.Length);
        Assert.Equal(["", "Header |,\"<&%_\n", "Estimate"], Cells(lines[0]));
        Assert.Equal(Printable.Select(static name => name.Trim(' ')), lines[2..].Select(line => Cells(line)[0]));
        Assert.All(lines[2..], line => Assert.Equal(Cells(line)[0], Cells(line)[1]));
    }

    [Fact]
    public void Latex_gives_no_character_its_meaning()
    {
        string[] lines = Table.ToLatex().TrimEnd('\n').Split('\n');

        Assert.Equal(Names.Length + 6, lines.Length);
        Assert.All(lines[4..^2], line =>
        {
            Assert.EndsWith(@" \\", line, StringComparison.Ordinal);
            Assert.Equal(2, LatexCellBorder().Count(line));
            string rest = LatexCommand().Replace(LatexNumber().Replace(line[..^3], ""), "");
            Assert.DoesNotMatch(@"[\\$%#_^~|<>""`{}]", rest);
        });
        Assert.StartsWith(@"{}\{\textbackslash{}textbf\} & ", lines[9], StringComparison.Ordinal);
        Assert.StartsWith(@"{}50\% of \$5\_000\#1 & ", lines[10], StringComparison.Ordinal);
        Assert.StartsWith(@"{}\textasciicircum{}\textasciitilde{}\textasciigrave{} & ", lines[11], StringComparison.Ordinal);
    }

    [Fact]
    public void Text_has_the_names_as_they_are() => Assert.All(Names, name => Assert.Contains(name.TrimEnd(' '), Table.ToText(), StringComparison.Ordinal));

    [Fact]
    public void Titles_headings_and_notes_are_escaped_as_cells_are()
    {
        ResultTable table = new(TableColumn.OfTexts("a", "a", ["x"])) { Title = "a|b & <c>", Heading = ["h_1"], Notes = ["50% | <x>"] };

        Assert.Equal("**a\\|b \\& \\<c\\>**\n\nh\\_1\n\n| a |\n| :--- |\n| x |\n\n50% \\| \\<x\\>\n", table.ToMarkdown());
        Assert.Contains("<caption>a|b &amp; &lt;c&gt;<br>h_1</caption>", table.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("<tfoot>\n<tr><td colspan=\"1\">50% | &lt;x&gt;</td></tr>\n</tfoot>", table.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("\\multicolumn{1}{l}{a\\textbar{}b \\& \\textless{}c\\textgreater{}} \\\\\n\\multicolumn{1}{l}{h\\_1} \\\\\n\\hline", table.ToLatex(), StringComparison.Ordinal);
        Assert.Equal("a\nx\n", table.ToCsv());
        Assert.Equal("a|b & <c>\n\nh_1\n a\n x\n50% | <x>\n", table.ToText());
    }

    // RFC 4180 read as it is written, one character at a time.
    private static string[][] Parsed(string text)
    {
        List<string[]> lines = [];
        List<string> cells = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append(text[i++]);
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[i] is (',' or '\n'))
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (text[i] == '\n')
                {
                    lines.Add([.. cells]);
                    cells.Clear();
                }
            }
            else
            {
                cell.Append(text[i]);
            }
        }

        return [.. lines];
    }

    [GeneratedRegex(@"(?<=(?<!\\)(?:\\\\)*)\|")]
    private static partial Regex CellBorder();

    [GeneratedRegex(@"\\([!-/:-@\[-`{-~])")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"(?<!\\)&")]
    private static partial Regex LatexCellBorder();

    [GeneratedRegex(@"\$[-0-9. \\a-z^{}]+\$")]
    private static partial Regex LatexNumber();

    [GeneratedRegex(@"\\text[a-z]+\{\}|\\[{}$&#%_]|[-']\{\}|^\{\}")]
    private static partial Regex LatexCommand();
}
