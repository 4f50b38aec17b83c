using Lmm.Faults;

namespace Lmm;

/// <summary>How a power is simulated, and of which designs.</summary>
public sealed record PowerOptions
{
    /// <summary>1,000 responses of the design that was fitted, seed 1, at the level of significance 0.05.</summary>
    public static PowerOptions Default { get; } = new();

    /// <summary>The number of responses that are simulated for each design, one or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public int Draws { get; init => field = Allowed.AtLeast(1, value, nameof(Draws)); } = 1000;

    /// <summary>The seed. Response i depends on the seed and i only.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The level of significance: a test with a smaller p-value is significant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 1.</exception>
    public double Alpha { get; init => field = Allowed.Level(value, nameof(Alpha)); } = 0.05;

    /// <summary>The level of the power's interval, between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double Level { get; init => field = Allowed.Level(value, nameof(Level)); } = 0.95;

    /// <summary>How the power's interval is taken.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public PowerIntervalKind Interval { get; init => field = Allowed.Member(value, nameof(Interval)); } = PowerIntervalKind.ClopperPearson;

    /// <summary>Coefficients that responses are simulated with in place of the estimates, by name; null for the estimates.</summary>
    public IReadOnlyDictionary<string, double>? Effects { get; init; }

    /// <summary>The grouping factor along which the design grows or shrinks; null for the design as it is.</summary>
    public string? Along { get; init; }

    /// <summary>
    /// The numbers of levels of <see cref="Along"/>, one design each: with fewer the first levels are taken, with more they are copied in turn under new names; null for the
    /// number there is.
    /// </summary>
    public IReadOnlyList<int>? Levels { get; init; }

    /// <summary>How many copies of each row a design has, one design each: more rows per group; null for one.</summary>
    public IReadOnlyList<int>? Copies { get; init; }

    /// <summary>The most threads in use, one or more; by default one per core. The numbers do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below one.</exception>
    public int MaximumThreads { get; init => field = Allowed.AtLeast(1, value, nameof(MaximumThreads)); } = Environment.ProcessorCount;

    /// <summary>The method of tests; null for that of the fit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such method.</exception>
    public DegreesOfFreedomMethod? DegreesOfFreedom { get; init => field = value is { } method ? Allowed.Member(method, nameof(DegreesOfFreedom)) : null; }
}
