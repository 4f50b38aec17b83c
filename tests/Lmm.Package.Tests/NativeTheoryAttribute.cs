namespace Lmm.Package.Tests;

/// <summary>A test with cases that compiles ahead of time, skipped with the reason where there is no linker.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeTheoryAttribute : TheoryAttribute
{
    public NativeTheoryAttribute() => Skip = Linker.WhatIsMissing;
}
