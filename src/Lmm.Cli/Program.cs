using System.Runtime.InteropServices;
using Lmm.Cli;

using CancellationTokenSource stop = new();
bool isTerminated = false;

// The first signal stops the work cleanly; a second one ends the process as the system does.
void Stop(PosixSignalContext signal)
{
    if (!stop.IsCancellationRequested)
    {
        signal.Cancel = true;
        isTerminated = signal.Signal == PosixSignal.SIGTERM;
        stop.Cancel();
    }
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
int exitCode = Tool.Run(args, Console.Out, Console.Error, showsProgress: !Console.IsErrorRedirected, stop.Token);
return exitCode == ExitCode.Stopped && isTerminated ? ExitCode.Terminated : exitCode;
