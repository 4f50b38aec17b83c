using System.Text;

namespace Lmm.Cli.Tests;

/// <summary>Commands that pages show with their output (blocks called <c>console</c>, <c>$ lmm …</c> and what it prints) print just that.</summary>
public sealed class DocumentedCommandTests
{
    public static TheoryData<string, string> Commands
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string page in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                foreach ((string command, _) in Blocks(page))
                {
                    data.Add(Path.GetRelativePath(Repository.Root, page), command);
                }
            }

            return data;
        }
    }

    // Pages name files as they are called in their folder.
    private static readonly string Folder = Path.GetDirectoryName(CommandLine.Data("sleepstudy")) + Path.DirectorySeparatorChar;

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_prints_what_its_page_shows(string page, string command)
    {
        string[] arguments = [.. Words(command).Skip(1).Select(static word => word.EndsWith(".csv", StringComparison.Ordinal) && !word.Contains('/', StringComparison.Ordinal) ? CommandLine.Data(word[..^4]) : word)];
        Outcome outcome = CommandLine.Run(arguments);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(Blocks(Path.Combine(Repository.Root, page)).First(block => block.Command == command).Output, Trimmed(outcome.Output.Replace(Folder, "", StringComparison.Ordinal)));
    }

    private static IEnumerable<(string Command, string Output)> Blocks(string page)
    {
        string[] lines = File.ReadAllLines(page);
        for (int line = 0; line < lines.Length; line++)
        {
            if (lines[line] != "```console")
            {
                continue;
            }

            int end = Array.IndexOf(lines, "```", line);
            Assert.StartsWith("$ lmm ", lines[line + 1], StringComparison.Ordinal);
            yield return (lines[line + 1][2..], Trimmed(string.Join('\n', lines[(line + 2)..end])));
            line = end;
        }
    }

    // Blanks at the ends of lines are not worth a difference.
    private static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(static line => line.TrimEnd())).Trim('\n');

    private static IEnumerable<string> Words(string command)
    {
        StringBuilder word = new();
        bool isQuoted = false;
        foreach (char letter in command + " ")
        {
            if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (letter == ' ' && !isQuoted)
            {
                if (word.Length > 0)
                {
                    yield return word.ToString();
                }

                word.Clear();
            }
            else
            {
                word.Append(letter);
            }
        }
    }
}
