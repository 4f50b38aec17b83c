using System.Globalization;
using System.Text;
using Lmm.Printing;

namespace Lmm.Findings;

/// <summary>A review as text.</summary>
internal static class ReviewText
{
    private const int Width = 100;
    private const char Glued = '\0';

    /// <summary>What is reviewed.</summary>
    public static string Title(ModelFit fit) => $"Review of {FormulaText.OnOneLine(fit.Formula)}";

    /// <summary>The findings, numbered, each with its advice below, and what was not checked.</summary>
    public static string Of(FitReview review)
    {
        var text = new StringBuilder();
        text.Append(Title(review.Fit)).Append('\n').Append(Counts(review)).Append('\n');
        foreach ((int index, Finding finding) in review.Index())
        {
            string number = string.Create(CultureInfo.InvariantCulture, $"{index + 1}. ");
            text.Append('\n');
            Wrap(text, number, $"{FindingNames.Of(finding.Severity)}, {FindingNames.Words(finding.Kind)}: {finding.Text}");
            Wrap(text, new string(' ', number.Length), $"-> {finding.Advice}");
        }

        if (review.NotChecked.Count > 0)
        {
            text.Append("\nNot checked:\n");
            foreach (IGrouping<string, UncheckedFinding> reason in review.NotChecked.GroupBy(static skipped => skipped.Reason))
            {
                Wrap(text, "- ", $"{string.Join(", ", reason.Select(static skipped => FindingNames.Words(skipped.Kind)))}: {reason.Key}");
            }
        }

        return text.ToString();
    }

    private static string Counts(FitReview review)
    {
        string[] counts =
        [
            .. review.GroupBy(static finding => finding.Severity)
                .Select(static group => group.Count() == 1 || group.Key == FindingSeverity.Serious
                    ? string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {FindingNames.Of(group.Key)}")
                    : string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {FindingNames.Of(group.Key)}s")),
        ];
        return counts.Length == 0 ? "Nothing to find fault with." : string.Join(", ", counts);
    }

    // Words that are longer than a line, such as a formula's, stand on one of their own.
    private static void Wrap(StringBuilder text, string first, string sentence)
    {
        string indent = first;
        int length = 0;
        foreach (string word in Glue(sentence).Split(' '))
        {
            if (length > 0 && length + 1 + word.Length > Width)
            {
                text.Append('\n');
                length = 0;
            }

            text.Append(length == 0 ? indent : " ").Append(word.Replace(Glued, ' '));
            length += word.Length + (length == 0 ? indent.Length : 1);
            indent = new string(' ', first.Length);
        }

        text.Append('\n');
    }

    // An equation stays on one line, and a number with its per cent.
    private static string Glue(string sentence) => sentence
        .Replace(" = ", $"{Glued}={Glued}", StringComparison.Ordinal)
        .Replace(" < ", $"{Glued}<{Glued}", StringComparison.Ordinal)
        .Replace(" %", $"{Glued}%", StringComparison.Ordinal);
}
