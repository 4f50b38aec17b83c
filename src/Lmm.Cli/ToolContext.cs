using Lmm.Cli.Output;

namespace Lmm.Cli;

/// <summary>What one run of the tool writes to, and what stops it.</summary>
/// <param name="output">Results.</param>
/// <param name="error">Warnings, errors and progress.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class ToolContext(TextWriter output, TextWriter error, CancellationToken cancellationToken)
{
    /// <summary>Where results go.</summary>
    public TextWriter Output => output;

    /// <summary>Where warnings and errors go.</summary>
    public TextWriter Error => error;

    /// <summary>Stops the work.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>What is being done and what has been.</summary>
    public Stages Stages { get; } = new();
}
