using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Lmm.Cli.Commands;
using Lmm.Cli.Output;
using Lmm.Printing;
using Lmm.Storage;

namespace Lmm.Cli;

/// <summary>The tool: reads the command line, runs the command, and turns what goes wrong into a message and an exit code.</summary>
internal static class Tool
{
    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where warnings, errors and progress go.</param>
    /// <param name="showsProgress">Whether to show progress on work that takes over a second.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, bool showsProgress, CancellationToken cancellationToken)
    {
        // Results wait until the work is over: what shows its progress would overwrite them, and a run that is stopped has none.
        using StringWriter results = new() { NewLine = output.NewLine };
        using StringWriter messages = new() { NewLine = error.NewLine };
        ToolContext context = new(results, messages, cancellationToken);
        HiddenAddresses addresses = new(arguments);
        try
        {
            Interruptible work = new(() => Invoke(arguments, context), cancellationToken);
            if (showsProgress)
            {
                StatusDisplay.Follow(work, context.Stages);
            }

            int exitCode = work.Result();
            return Deliver(output, error, results, addresses.Hide(messages.ToString()), exitCode);
        }
        catch (OperationCanceledException)
        {
            return Deliver(output, error, results: null, addresses.Hide(context.Stages.Account()) + error.NewLine, ExitCode.Stopped);
        }
        catch (Exception fault)
        {
            return Deliver(output, error, results: null, addresses.Hide(FaultText.Of(fault)) + error.NewLine, ExitCode.WrongInput);
        }
    }

    // The one place by which texts leave the tool: nothing in a name acts on the terminal, and a disk that is full is a fault like others.
    private static int Deliver(TextWriter output, TextWriter error, StringWriter? results, string messages, int exitCode)
    {
        try
        {
            Write(output, results);
        }
        catch (Exception fault) when (IsOfStream(fault))
        {
            messages = $"{messages}error: the results cannot be written to standard output ({fault.Message.TrimEnd('.')}).{error.NewLine}";
            exitCode = ExitCode.WrongInput;
        }

        try
        {
            Write(error, messages);
            return exitCode;
        }
        catch (Exception fault) when (IsOfStream(fault))
        {
            // There is nowhere left to say what failed.
            return ExitCode.WrongInput;
        }
    }

    // A stream that is closed counts as one without permission.
    private static bool IsOfStream(Exception fault) => fault is IOException or UnauthorizedAccessException or ObjectDisposedException || ReplacedFile.IsTooLarge(fault);

    private static void Write(TextWriter target, object? text)
    {
        target.Write(HiddenCharacters.Escape($"{text}"));
        target.Flush();
    }

    private static int Invoke(IReadOnlyList<string> arguments, ToolContext context)
    {
        // No argument is a response file: a path or a formula is what it says.
        ParseResult result = Commands(context).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        InvocationConfiguration configuration = new()
        {
            Output = context.Output,
            Error = context.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        if (result.Action is not ParseErrorAction)
        {
            return result.Invoke(configuration);
        }

        context.Error.Write(UsageText.Of(result));
        return ExitCode.WrongInput;
    }

    private static Command Commands(ToolContext context)
    {
        Command root = new DocumentedCommand(
            "lmm",
            "Linear mixed models: fits formulas to data, checks them, compares them, tells what data hold, and starts projects.",
            """lmm fit sleepstudy.csv "Reaction ~ Days + (Days | Subject)" """)
        {
            new HelpOption { Recursive = true, Action = new CommandHelp() },
            new VersionOption { Action = new VersionText() },
            new FitCommand(context),
            new ShowCommand(context),
            new DataCommand(context),
            new CheckCommand(context),
            new CompareCommand(context),
            new TestCommand(context),
            new RandomCommand(context),
            new AugmentCommand(context),
            new ModesCommand(context),
            new IntervalsCommand(context),
            new MeansCommand(context),
            new SlopesCommand(context),
            new AnovaCommand(context),
            new InfluenceCommand(context),
            new ReviewCommand(context),
            new PlotCommand(context),
            new ReportCommand(context),
            new PredictCommand(context),
            new SimulateCommand(context),
            new PowerCommand(context),
            new ScaffoldCommand(context),
        };
        return root;
    }
}
