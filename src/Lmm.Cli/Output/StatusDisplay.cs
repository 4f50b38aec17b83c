using System.Runtime.CompilerServices;
using Spectre.Console;

namespace Lmm.Cli.Output;

/// <summary>Shows on the terminal what a run is doing once it has taken a second.</summary>
internal static class StatusDisplay
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the work's end and shows its stages.</summary>
    public static void Follow(Interruptible work, Stages stages)
    {
        if (!work.EndsWithin(Patience))
        {
            Show(work, stages);
        }
    }

    // Not inlined, so that a run which is over in a second does not load the console library.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Show(Interruptible work, Stages stages)
    {
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error), Interactive = InteractionSupport.Yes });
        terminal.Status().Start(Text(stages), status =>
        {
            while (!work.EndsWithin(Refresh))
            {
                status.Status(Text(stages));
            }
        });
    }

    private static string Text(Stages stages) => Markup.Escape(stages.Current);
}
