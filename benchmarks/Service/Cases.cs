namespace Lmm.Benchmarks.ServiceLoad;

/// <summary>The loads.</summary>
internal static class Cases
{
    private const int Few = 8;

    // More than are worked on and wait on two cores, so that some are told to come again.
    private const int Many = 48;

    /// <summary>All of them.</summary>
    public static Case[] All { get; } =
    [
        new("sleepstudy, 180 rows,", Few, Rows.SleepStudy),
        new("sleepstudy, 180 rows,", Few, Rows.SleepStudy, isJson: true),
        new("sleepstudy, 180 rows,", Many, Rows.SleepStudy),
        new("1,800 rows", Few, Rows.MadeUp(180)),
        new("18,000 rows", Few, Rows.MadeUp(1_800)),
        new("90,000 rows", Few, Rows.MadeUp(9_000)),
        new("90,000 rows", Few, Rows.MadeUp(9_000), isJson: true),
    ];
}
