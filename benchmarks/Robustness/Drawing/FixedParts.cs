namespace Lmm.Benchmarks.Robustness.Drawing;

/// <summary>The fixed effects of each family.</summary>
internal static class FixedParts
{
    /// <summary>Draws the fixed effects of a model.</summary>
    /// <param name="random">The source.</param>
    /// <param name="family">The family.</param>
    /// <param name="levels">The number of levels of the factor f.</param>
    /// <returns>The right side of the formula, and the most columns that X can have.</returns>
    public static (string Text, int Columns) Draw(SplitMix64 random, ModelFamily family, int levels) => family switch
    {
        ModelFamily.Interactions => random.Pick(("x * f", 2 * levels), ("x * z", 4), ("f * z", 2 * levels), ("f / x", 2 * levels), ("(x + z + f)^2", (3 * levels) + 1)),
        ModelFamily.RankDeficient => random.Pick(("x + x2", 3), ("x + x2 + f", levels + 2), ("x + z + s", 4), ("f + q + x", levels + 2), ("q * f + x", (2 * levels) + 1)),
        ModelFamily.MissingCodes or ModelFamily.HugeValue or ModelFamily.Epochs => random.Pick(("x", 2), ("x", 2), ("x", 2), ("x + z", 3), ("1", 1), ("x + f", levels + 1)),
        _ => random.Pick(("1", 1), ("x", 2), ("x", 2), ("x + z", 3), ("f", levels), ("x + f", levels + 1), ("x * f", 2 * levels), ("0 + f + x", levels + 1)),
    };
}
