namespace Lmm;

/// <summary>How a fit is reviewed.</summary>
public sealed record ReviewOptions
{
    /// <summary>The options used where none are given.</summary>
    public static ReviewOptions Default { get; } = new();

    /// <summary>
    /// The time that all refits of a review, and deletions of groups, may take together; 30 seconds by default. What did not end in it is listed in
    /// <see cref="FitReview.NotChecked"/>; what did has the same numbers whatever the time.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public TimeSpan Budget { get; init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(Budget), value, "Budget must be zero or more."); } = TimeSpan.FromSeconds(30);
}
