using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Lmm.Cli.Commands;

/// <summary>The help of a command, with its examples.</summary>
internal sealed class CommandHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>The words that call a command, such as <c>lmm fit</c>.</summary>
    public static string Path(Command command)
        => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : command.Name;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is DocumentedCommand command)
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(command.Examples.Contains('\n', StringComparison.Ordinal) ? "Examples:" : "Example:");
            foreach (string line in command.Examples.Split('\n'))
            {
                output.WriteLine($"  {line.TrimEnd()}");
            }
        }

        return ExitCode.Done;
    }
}
