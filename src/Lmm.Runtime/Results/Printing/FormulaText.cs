using System.Text;

namespace Lmm.Printing;

/// <summary>The text of a formula, laid out for a page.</summary>
internal static class FormulaText
{
    private const int FoldWidth = 60;

    /// <summary>The formula on one line, runs of white space and line breaks made single blanks.</summary>
    public static string OnOneLine(string formula)
        => string.Join(' ', formula.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The formula folded, as R folds a long one, after the first operator beyond 60 characters; later lines are indented.</summary>
    public static string[] Fold(string formula)
    {
        List<string> lines = [];
        StringBuilder line = new();
        foreach (string word in OnOneLine(formula).Split(' '))
        {
            line.Append(word);
            if (line.Length >= FoldWidth && word is ("+" or "-" or "*" or "|" or "||" or "~"))
            {
                lines.Add(line.ToString());
                line.Clear().Append("    ");
            }
            else
            {
                line.Append(' ');
            }
        }

        lines.Add(line.ToString().TrimEnd());
        return [.. lines];
    }
}
