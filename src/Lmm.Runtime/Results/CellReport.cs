using System.Globalization;

namespace Lmm;

/// <summary>What rows became that stayed in a database or passed in a stream: cells, of which a fit has the sums.</summary>
public sealed class CellReport
{
    internal CellReport(DatabaseStrategy strategy, int count, IReadOnlyList<string> variables, string? estimate)
    {
        Strategy = strategy;
        Count = count;
        Variables = variables;
        Estimate = estimate;
    }

    /// <summary>Whether numbers were summed, or rows grouped by them too; and whether cells are by all factors or by pairs of grouping factors.</summary>
    public DatabaseStrategy Strategy { get; }

    /// <summary>The number of cells, of all groupings together.</summary>
    public int Count { get; }

    /// <summary>The variables that the rows of a cell have in common, or some of which they have.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>In a sentence by which estimate the strategy was chosen; null where it was given, or there was nothing to choose.</summary>
    public string? Estimate { get; }

    /// <summary>The cells in a sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Count} {(Count == 1 ? "cell" : "cells")} by {string.Join(", ", Variables)} ({Strategy.ToString().ToLowerInvariant()}{(Estimate is null ? "" : $": {Estimate}")})");
}
