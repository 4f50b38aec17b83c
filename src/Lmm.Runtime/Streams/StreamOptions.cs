using Lmm.Faults;

namespace Lmm;

/// <summary>How a model is fitted to rows that come one after the other and are not kept.</summary>
public sealed record StreamOptions
{
    /// <summary>The options used where none are given.</summary>
    public static StreamOptions Default { get; } = new();

    /// <summary>The options of the fit itself.</summary>
    public FitOptions Fit { get; init; } = FitOptions.Default;

    /// <summary>The name of the column of prior weights; null for equal weights. Models with weights of their own have these.</summary>
    public string? Weights { get; init; }

    /// <summary>The name of a column to add to the offsets of the formula; null for none.</summary>
    public string? Offset { get; init; }

    /// <summary>How many rows of a type are taken at a time, one or more; tables come as they are. By default so many that their columns are small objects, of which nothing stays behind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below one.</exception>
    public int RowsPerChunk { get; init => field = Allowed.AtLeast(1, value, nameof(RowsPerChunk)); } = 10_000;

    /// <summary>The most cells that are kept in memory, one or more; more are refused, with what to do.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below one.</exception>
    public int MaximumCells { get; init => field = Allowed.AtLeast(1, value, nameof(MaximumCells)); } = 20_000_000;
}
