namespace Lmm.Runtime.Tests.Language;

/// <summary>A row of tests/reference/missing-groups.csv, with models whose grouping factors can be missing.</summary>
[Model("y ~ scale(x) + (1 | g/h) + offset(z)", Name = "NestedModel")]
[Model("y ~ x + f3 + (1 | f3:h) + (1 | g)", Name = "HeightModel")]
public sealed record GroupedRow(
    double Y,
    double X,
    double Z,
    Height? F3,
    string? G,
    [Levels("t1", "t2", "t3", "t4", "t5", "t98", "t99")] string? H);
