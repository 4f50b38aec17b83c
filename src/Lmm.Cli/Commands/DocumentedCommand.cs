using System.CommandLine;

namespace Lmm.Cli.Commands;

/// <summary>A command with examples for its help.</summary>
/// <param name="name">The command's name.</param>
/// <param name="description">What it does.</param>
/// <param name="examples">Command lines, one a line.</param>
internal class DocumentedCommand(string name, string description, string examples) : Command(name, description)
{
    /// <summary>Command lines, one a line.</summary>
    public string Examples => examples;
}
