namespace Lmm.Variables;

/// <summary>Which levels of which factors the levels of a factor of combinations combine: those of a factor, or of combinations again, with those of one factor more.</summary>
/// <param name="Slow">The combinations that vary more slowly; null where that is one factor.</param>
/// <param name="SlowLevels">The levels that vary more slowly.</param>
/// <param name="FastLevels">The levels that vary faster.</param>
/// <param name="Cells">For each combination, in ascending order, its place among all pairs of slow and fast levels.</param>
internal sealed record CrossedLevels(CrossedLevels? Slow, string[] SlowLevels, string[] FastLevels, long[] Cells)
{
    /// <summary>The levels that a combination combines, one per factor.</summary>
    public string[] Of(int combination)
    {
        int slow = (int)(Cells[combination] / FastLevels.Length);
        string fast = FastLevels[Cells[combination] % FastLevels.Length];
        return Slow is null ? [SlowLevels[slow], fast] : [.. Slow.Of(slow), fast];
    }

    /// <summary>The combination of a slow and a fast level, given by their codes; negative where no row has it.</summary>
    public int Find(int slow, int fast) => Array.BinarySearch(Cells, ((long)slow * FastLevels.Length) + fast);

    /// <summary>Of all combinations some.</summary>
    public CrossedLevels Only(bool[] used) => this with { Cells = [.. Cells.Where((_, combination) => used[combination])] };
}
