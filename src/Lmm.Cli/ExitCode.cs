namespace Lmm.Cli;

/// <summary>What the tool's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>Done: fitted, or nothing wrong found.</summary>
    public const int Done = 0;

    /// <summary>Done, with warnings, under <c>--strict</c>.</summary>
    public const int Warnings = 1;

    /// <summary>The formula, the data or the command line is wrong.</summary>
    public const int WrongInput = 2;

    /// <summary>The optimizer did not converge.</summary>
    public const int NotConverged = 3;

    /// <summary>Stopped by Ctrl-C, as shells report it.</summary>
    public const int Stopped = 130;

    /// <summary>Stopped by a request to terminate, as shells report it.</summary>
    public const int Terminated = 143;

    /// <summary>The exit code of fits.</summary>
    public static int Of(bool converged, bool hasWarnings, bool isStrict)
        => !converged ? NotConverged
            : hasWarnings && isStrict ? Warnings
            : Done;
}
