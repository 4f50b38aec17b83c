using System.Runtime.CompilerServices;
using Spectre.Console;

namespace Lmm.Cli.Output;

/// <summary>Shows on the terminal what a run is doing once it has taken a second.</summary>
internal static class StatusDisplay
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Does the work and shows its stages.</summary>
    public static int Run(Func<int> work, Stages stages)
    {
        Task<int> run = Task.Run(work);
        if (!Ends(run, s_patience))
        {
            Show(run, stages);
        }

        return run.GetAwaiter().GetResult();
    }

    // Not inlined, so that a run which is over in a second does not load the console library.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Show(Task run, Stages stages)
    {
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        terminal.Status().Start(Markup.Escape(stages.Current), status =>
        {
            while (!Ends(run, s_refresh))
            {
                status.Status(Markup.Escape(stages.Current));
            }
        });
    }

    // Waiting on the handle, unlike on the task, does not throw what the work threw.
    private static bool Ends(Task run, TimeSpan time) => ((IAsyncResult)run).AsyncWaitHandle.WaitOne(time);
}
