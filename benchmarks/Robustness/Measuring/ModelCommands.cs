namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>The command <c>models</c>.</summary>
internal static class ModelCommands
{
    /// <summary>Runs the command; returns the program's exit code.</summary>
    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["write", string directory]:
                ModelFiles.Write(directory);
                return 0;
            default:
                Console.Error.WriteLine("Usage: models write DIR");
                return 2;
        }
    }
}
