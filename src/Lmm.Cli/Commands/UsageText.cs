using System.CommandLine;
using System.Text;
using Lmm.Formula.Binding;

namespace Lmm.Cli.Commands;

/// <summary>What is wrong with a command line, what may have been meant, and where help is.</summary>
internal static class UsageText
{
    /// <summary>The message, in lines.</summary>
    public static string Of(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        StringBuilder text = new();
        foreach (string message in result.Errors.Select(error => error.Message.TrimEnd('.')).Distinct())
        {
            text.Append("error: ").Append(message).Append('\n');
        }

        string[] names = [.. command.Subcommands.Select(known => known.Name), .. command.Options.Select(known => known.Name)];
        foreach (string word in result.UnmatchedTokens.Concat(result.Tokens.Select(token => token.Value).Where(CommonArguments.IsOption)).Distinct().Except(names))
        {
            if (NearestNames.Of(word, names) is [var nearest, ..])
            {
                text.Append("did you mean '").Append(nearest).Append("'?\n");
            }
        }

        return text.Append("Try '").Append(CommandHelp.Path(command)).Append(" --help'.\n").ToString();
    }
}
