namespace Lmm.Package.Tests;

/// <summary>A test that compiles ahead of time, skipped with the reason where there is no linker.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute() => Skip = Linker.WhatIsMissing;
}
