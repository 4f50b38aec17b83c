using System.Text;

namespace Lmm.Generators.Tests;

/// <summary>A text as a literal of some kind writes it, with the place of each of its characters.</summary>
internal sealed class WrittenLiteral
{
    private readonly StringBuilder _source = new();
    private readonly List<(int Start, int End)> _places = [];

    /// <summary>The kinds of literals, by name.</summary>
    public static IReadOnlyDictionary<string, Func<string, WrittenLiteral>> Kinds { get; } = new Dictionary<string, Func<string, WrittenLiteral>>
    {
        ["regular"] = text => new WrittenLiteral().Write("\"").Characters(text, Escaped).Write("\""),
        ["regular with escapes"] = text => new WrittenLiteral().Write("\"").Characters(text, character => $"\\u{(int)character:x4}").Write("\""),
        ["verbatim"] = text => new WrittenLiteral().Write("@\"").Characters(OnTwoLines(text), Doubled).Write("\""),
        ["raw"] = text => new WrittenLiteral().Write("\"\"\"\"").Characters(text, Plain).Write("\"\"\"\""),
        ["raw on several lines"] = text => new WrittenLiteral().Write("\"\"\"\"\n    ").Characters(OnTwoLines(text), Indented).Write("\n    \"\"\"\""),
        ["concatenated"] = text => new WrittenLiteral().Parts(text, ("\"", Escaped, "\""), (" + @\"", Doubled, "\" + \"\"")),
        ["interpolated"] = text => new WrittenLiteral().Write("$\"").Parts(text, ("", Braced, ""), ("{\"", Escaped, "\"}")).Write("\""),
    };

    /// <summary>The literal.</summary>
    public string Source => _source.ToString();

    /// <summary>The source of some characters; of a place without characters, the one after it, and at the end the last.</summary>
    public string Marked(int start, int length)
    {
        int first = Math.Min(start, _places.Count - 1);
        int last = Math.Max(first, Math.Min(start + length, _places.Count) - 1);
        return $"{_places[first].Start}..{_places[last].End}";
    }

    private static string OnTwoLines(string text) => text.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var blank ? text[..blank] + "\n" + text[(blank + 1)..] : text;

    private static string Plain(char character) => character.ToString();

    private static string Indented(char character) => character == '\n' ? "\n    " : Plain(character);

    private static string Doubled(char character) => character == '"' ? "\"\"" : Plain(character);

    private static string Escaped(char character) => character is '"' or '\\' ? $"\\{character}" : Plain(character);

    private static string Braced(char character) => character is '{' or '}' ? $"{character}{character}" : Escaped(character);

    private WrittenLiteral Write(string source)
    {
        _source.Append(source);
        return this;
    }

    private WrittenLiteral Characters(string text, Func<char, string> write)
    {
        foreach (char character in text)
        {
            int start = _source.Length;
            _source.Append(write(character));
            _places.Add((start, _source.Length));
        }

        return this;
    }

    // Pieces of four characters, by turns in the one form and the other.
    private WrittenLiteral Parts(string text, params (string Open, Func<char, string> Write, string Close)[] forms)
    {
        int part = 0;
        foreach (char[] piece in text.Chunk(4))
        {
            (string open, Func<char, string> write, string close) = forms[part % forms.Length];
            Write(part > 0 && open == "\"" ? " + " + open : open).Characters(new string(piece), write).Write(close);
            part++;
        }

        return this;
    }
}
