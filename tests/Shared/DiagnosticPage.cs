using System.Runtime.CompilerServices;
using Lmm.Formula.Diagnostics;

namespace Lmm.Tests.Shared;

/// <summary>A page of docs/diagnostics about a rule of formulas, taken apart.</summary>
/// <param name="Heading">The first line.</param>
/// <param name="Severity">The severity it names.</param>
/// <param name="Wrong">The formulas it calls wrong, each with what it says is reported.</param>
/// <param name="Right">The formulas it calls right.</param>
internal sealed record DiagnosticPage(string Heading, string Severity, IReadOnlyList<(string Formula, string Report)> Wrong, IReadOnlyList<string> Right)
{
    public static bool Exists(FormulaRule rule) => File.Exists(PathOf(rule.Id));

    public static DiagnosticPage Of(string id)
    {
        string text = File.ReadAllText(PathOf(id)).ReplaceLineEndings("\n");
        string[] sections = Sections(text);
        string wrong = sections.Single(section => section.StartsWith("Wrong\n", StringComparison.Ordinal));
        string right = sections.Single(section => section.StartsWith("Right\n", StringComparison.Ordinal));
        string[] lines = text.Split('\n');
        string severity = lines.Single(line => line.StartsWith("Severity: ", StringComparison.Ordinal))["Severity: ".Length..];
        return new DiagnosticPage(
            lines[0],
            severity,
            [.. Blocks(wrong, "formula").Zip(Blocks(wrong, "text"), (formula, report) => (formula.TrimEnd('\n'), report))],
            Blocks(right, "formula").Single().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Whether the page of a rule, of formulas or not, says that a code fix is offered.</summary>
    public static bool TellsOfFix(string id)
        => Sections(File.ReadAllText(PathOf(id)).ReplaceLineEndings("\n"))
            .Any(section => section.StartsWith("Fix\n", StringComparison.Ordinal) && section.Contains("a code fix", StringComparison.OrdinalIgnoreCase));

    private static string[] Sections(string page) => page.Split("\n## ");

    private static string PathOf(string id, [CallerFilePath] string here = "")
        => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "diagnostics", id + ".md");

    private static IEnumerable<string> Blocks(string section, string language)
        => section.Split("```" + language + "\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]);
}
