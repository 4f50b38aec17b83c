using System.Runtime.InteropServices;
using Lmm.Cli;

// SIGXFSZ, which has no name in .NET, on Linux and macOS.
const int FileSizeLimit = 25;

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

// A file that would grow beyond the limit of the shell (ulimit -f) cannot be written, and what was written of it is removed; without this the system ends the process.
using PosixSignalRegistration? tooLarge = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create((PosixSignal)FileSizeLimit, static signal => signal.Cancel = true);
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
int exitCode = Tool.Run(args, Console.Out, Console.Error, showsProgress: !Console.IsErrorRedirected, stop.Token);
return exitCode == ExitCode.Stopped && isTerminated ? ExitCode.Terminated : exitCode;
