using Lmm.Faults;

namespace Lmm;

/// <summary>What a report is asked for, and what it cannot know of the fit.</summary>
public sealed record ReportOptions
{
    /// <summary>The options that are taken where none are given.</summary>
    public static ReportOptions Default { get; } = new();

    /// <summary>The title; null for the formula.</summary>
    public string? Title { get; init; }

    /// <summary>What the rows come from, such as the name of a file; null where that is not to be said.</summary>
    public string? DataName { get; init; }

    /// <summary>The command that writes the report; null for none.</summary>
    public string? Command { get; init; }

    /// <summary>How long the fit took; null where that is not known.</summary>
    public TimeSpan? FitTime { get; init; }

    /// <summary>When the report was written; null for now.</summary>
    public DateTimeOffset? Written { get; init; }

    /// <summary>The level of confidence intervals, between 0 and 1.</summary>
    public double Level { get; init => field = Allowed.Level(value); } = 0.95;

    /// <summary>The number of responses that the bands of residual quantiles are of, 20 or more.</summary>
    public int Draws { get; init => field = Allowed.AtLeast(20, value, nameof(Draws)); } = 100;

    /// <summary>Their seed.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The colours: those that the reader's system asks for, or one scheme.</summary>
    public ColorScheme Scheme { get; init => field = Allowed.Member(value, nameof(Scheme)); } = ColorScheme.Automatic;

    /// <summary>How the fit is reviewed.</summary>
    public ReviewOptions Review { get; init; } = ReviewOptions.Default;
}
