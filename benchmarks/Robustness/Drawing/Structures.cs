namespace Lmm.Benchmarks.Robustness.Drawing;

/// <summary>The random terms of each family.</summary>
internal static class Structures
{
    /// <summary>Draws the random terms of a model.</summary>
    public static RandomTerm[] Draw(SplitMix64 random, ModelFamily family) => family switch
    {
        ModelFamily.TinyGroups => random.Pick(Terms(RandomTerm.Scalar("g")), Terms(RandomTerm.Slopes("g", "x"))),
        ModelFamily.CrossedScalar => random.Pick(
            Terms(RandomTerm.Scalar("g"), RandomTerm.Scalar("h")),
            Terms(RandomTerm.Scalar("g"), RandomTerm.Scalar("h"), RandomTerm.Scalar("k"))),
        ModelFamily.CrossedSlopes => random.Pick(
            Terms(RandomTerm.Slopes("g", "x"), RandomTerm.Slopes("h", "z")),
            Terms(RandomTerm.Slopes("g", "x"), RandomTerm.Slopes("h", "f"))),
        ModelFamily.Nested => Nested(random),
        ModelFamily.SeveralSlopes => random.Pick(Terms(RandomTerm.Slopes("g", "x", "z")), Terms(RandomTerm.Slopes("g", "poly(x, 2)"))),
        ModelFamily.FactorEffects => Factor(random),
        ModelFamily.DoubleBar => DoubleBar(random),
        ModelFamily.MissingCodes or ModelFamily.HugeValue or ModelFamily.Epochs => Slopes(random),
        _ => Any(random),
    };

    private static RandomTerm[] Any(SplitMix64 random) => random.Between(0, 7) switch
    {
        0 => Terms(RandomTerm.Scalar("g")),
        1 => Terms(RandomTerm.Scalar("g"), RandomTerm.Scalar("h")),
        2 => Factor(random),
        3 => Nested(random),
        4 => DoubleBar(random),
        5 => Terms(RandomTerm.Slopes("g", "x", "z")),
        _ => Slopes(random),
    };

    private static RandomTerm[] Slopes(SplitMix64 random) => random.Between(0, 7) switch
    {
        0 => Terms(RandomTerm.Slopes("g", "x") with { IsDiagonal = true }),
        1 => Terms(RandomTerm.Slopes("g", "x"), RandomTerm.Scalar("h")),
        2 => Terms(RandomTerm.Slopes("g", "x", "z")),
        3 => Terms(RandomTerm.Slopes("g", "x"), RandomTerm.Slopes("h", "z")),
        4 => Terms(RandomTerm.Slopes("g/k", "x")),
        _ => Terms(RandomTerm.Slopes("g", "x")),
    };

    private static RandomTerm[] Nested(SplitMix64 random) => random.Pick(Terms(RandomTerm.Scalar("g/k")), Terms(RandomTerm.Slopes("g/k", "x")));

    private static RandomTerm[] Factor(SplitMix64 random) => Terms(RandomTerm.Slopes("g", "f") with { HasIntercept = random.Chance(0.5) });

    private static RandomTerm[] DoubleBar(SplitMix64 random)
        => Terms((random.Chance(0.5) ? RandomTerm.Slopes("g", "x") : RandomTerm.Slopes("g", "x", "z")) with { IsDiagonal = true });

    private static RandomTerm[] Terms(params RandomTerm[] terms) => terms;
}
