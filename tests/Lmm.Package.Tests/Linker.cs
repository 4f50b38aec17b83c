namespace Lmm.Package.Tests;

/// <summary>The linker that ahead-of-time compilation ends with; machines need not have one.</summary>
internal static class Linker
{
    /// <summary>Why nothing can be compiled ahead of time here; null where it can.</summary>
    public static string? WhatIsMissing { get; } = OperatingSystem.IsWindows()
        ? File.Exists(VisualStudioLocator) ? null : "Visual Studio's C++ tools are not installed, which link native programs."
        : IsThere("clang") || IsThere("gcc") ? null : "Neither clang nor gcc is installed, which link native programs.";

    private static string VisualStudioLocator
        => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Microsoft Visual Studio", "Installer", "vswhere.exe");

    private static bool IsThere(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
