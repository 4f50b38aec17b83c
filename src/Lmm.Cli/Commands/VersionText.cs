using System.CommandLine;
using System.CommandLine.Invocation;
using Lmm.Cli.Scaffolding;

namespace Lmm.Cli.Commands;

/// <summary>Prints the version.</summary>
internal sealed class VersionText : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(LmmReference.Version);
        return ExitCode.Done;
    }
}
