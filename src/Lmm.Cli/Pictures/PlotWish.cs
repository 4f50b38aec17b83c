namespace Lmm.Cli.Pictures;

/// <summary>What the command line asks to be drawn.</summary>
internal sealed record PlotWish
{
    /// <summary>The kind, one of <see cref="PlotKinds.Names"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The names that it is of; none where they are not given.</summary>
    public required IReadOnlyList<string> Of { get; init; }

    /// <summary>The factor or number that it is by; null where none is given.</summary>
    public required string? By { get; init; }

    /// <summary>The number of draws; null where it is not given.</summary>
    public required int? Draws { get; init; }

    /// <summary>Whether the number of draws or the seed is given.</summary>
    public required bool HasDraws { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Size, title and level.</summary>
    public required PlotOptions Options { get; init; }
}
