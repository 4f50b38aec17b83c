using System.Text.RegularExpressions;

namespace GeneExpression.Published;

/// <summary>A table as it was published, to hold a printout against.</summary>
internal sealed partial class PublishedTable
{
    private readonly string _name;
    private readonly string[][] _paragraphs;

    private PublishedTable(string name, string text)
    {
        _name = name;
        _paragraphs = [.. text.ReplaceLineEndings("\n").Trim('\n').Split("\n\n").Select(paragraph => paragraph.Split('\n'))];
    }

    /// <summary>The number of figures in the table.</summary>
    public int FigureCount => _paragraphs.SelectMany(lines => lines).Sum(line => Figure().Count(line));

    /// <summary>Reads the table of that name.</summary>
    public static PublishedTable Load(string name)
    {
        using Stream stream = typeof(PublishedTable).Assembly.GetManifestResourceStream(name + ".txt")
            ?? throw new FileNotFoundException($"The program carries no published table '{name}'.");
        using var reader = new StreamReader(stream);
        return new PublishedTable(name, reader.ReadToEnd());
    }

    /// <summary>Compares each paragraph of the table with its place in a printout.</summary>
    /// <returns>A sentence for each figure or line that differs.</returns>
    public IEnumerable<string> DifferencesFrom(string printout)
    {
        string[] printed = printout.ReplaceLineEndings("\n").Split('\n');
        foreach (string[] paragraph in _paragraphs)
        {
            int start = Array.FindIndex(printed, line => line.Trim() == paragraph[0].Trim());
            if (start < 0)
            {
                // A first line that holds figures may differ in them: its label tells the place.
                start = Array.FindIndex(printed, line => Label(line).Length > 0 && Label(line) == Label(paragraph[0]));
            }

            if (start < 0)
            {
                yield return $"{_name}: no line of the printout reads '{paragraph[0].Trim()}'";
                continue;
            }

            for (int i = 0; i < paragraph.Length; i++)
            {
                // Some headings of the publication stand a blank to the right of their columns; within a line every
                // blank counts.
                string line = start + i < printed.Length ? printed[start + i].Trim() : "";
                foreach (string difference in Differences(paragraph[i].Trim(), line))
                {
                    yield return difference;
                }
            }
        }
    }

    private IEnumerable<string> Differences(string published, string printed)
    {
        string expected = Figure().Replace(published, match => Reproducible(match.Value));
        if (expected == printed)
        {
            yield break;
        }

        string[] wanted = [.. Figure().Matches(expected).Select(match => match.Value)];
        string[] found = [.. Figure().Matches(printed).Select(match => match.Value)];
        bool named = false;
        for (int i = 0; i < Math.Min(wanted.Length, found.Length); i++)
        {
            if (wanted[i] != found[i])
            {
                named = true;
                yield return $"{_name}, line '{Label(published)}', figure {i + 1}: published {wanted[i]}, printed {found[i]}";
            }
        }

        if (!named)
        {
            yield return $"{_name}: published line '{published}', printed '{printed}'";
        }
    }

    private string Reproducible(string figure) =>
        Divergence.Known.FirstOrDefault(known => known.Table == _name && known.Published == figure)?.Reproduced ?? figure;

    // The text before the first figure names the line.
    private static string Label(string line)
    {
        Match first = Figure().Match(line);
        return (first.Success ? line[..first.Index] : line).Trim();
    }

    [GeneratedRegex(@"(?<![\w.])-?\d+(\.\d+)?(e[+-]?\d+)?(?![\w.])")]
    private static partial Regex Figure();
}
