using Lmm.Faults;

namespace Lmm;

/// <summary>Which responses to simulate.</summary>
public sealed record SimulationSettings
{
    /// <summary>One response with new random effects, seed 1.</summary>
    public static SimulationSettings Default { get; } = new();

    /// <summary>The number of responses, one or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public int Draws { get; init => field = Allowed.AtLeast(1, value, nameof(Draws)); } = 1;

    /// <summary>The seed. Response i depends on the seed and i only.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// True for responses given the conditional modes of levels in the data, so that errors alone are new there; false for new random effects of all levels (lme4's
    /// <c>use.u</c>).
    /// </summary>
    public bool IsConditional { get; init; }

    /// <summary>What to do with levels of grouping factors that no fitted row had: an error by default. Where they are allowed, each has random effects of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public NewLevels NewLevels { get; init => field = Allowed.Member(value, nameof(NewLevels)); } = NewLevels.Refuse;
}
