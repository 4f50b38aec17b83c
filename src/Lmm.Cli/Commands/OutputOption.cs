using System.CommandLine;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>-o</c>: the file to write in place of standard output.</summary>
/// <param name="name">What it is called in help.</param>
internal sealed class OutputOption(string name = "OUT.csv")
{
    private readonly Option<string?> _output = new("--output", "-o")
    {
        HelpName = name,
        Description = "The file to write; by default standard output.",
    };

    /// <summary>Adds it to a command.</summary>
    public void AddTo(Command command) => command.Add(_output);

    /// <summary>Refuses a file that cannot be meant or written, before the work.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="inputs">The files that are read, which the output must not be.</param>
    /// <exception cref="InputException">The file is one that is read, or cannot be written.</exception>
    public void Check(ParseResult result, params IEnumerable<string> inputs) => ResultFile.Check("-o", result.GetValue(_output), inputs);

    /// <summary>Writes to the file, or to standard output.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="context">The run.</param>
    /// <param name="write">Writes.</param>
    /// <exception cref="SavedFileException">The file cannot be written.</exception>
    public void Write(ParseResult result, ToolContext context, Action<TextWriter> write)
    {
        if (result.GetValue(_output) is not { } output)
        {
            write(context.Output);
            return;
        }

        ResultFile.Write(output, write);
    }
}
