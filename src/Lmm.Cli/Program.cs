using System.Runtime.InteropServices;
using Lmm.Cli;

using CancellationTokenSource stop = new();

// The first signal stops the work cleanly; a second one ends the process as the system does.
void Stop(PosixSignalContext signal)
{
    if (!stop.IsCancellationRequested)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return Tool.Run(args, Console.Out, Console.Error, showsProgress: !Console.IsErrorRedirected, stop.Token);
