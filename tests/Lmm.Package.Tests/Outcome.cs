namespace Lmm.Package.Tests;

/// <summary>What a run of a program left behind.</summary>
public sealed record Outcome(int ExitCode, string Output, string Error);
