namespace Lmm.Plots.Tests.Reports;

/// <summary>A test that needs a browser; it is skipped, with the reason, where none is.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browser.WhatIsMissing;
}
