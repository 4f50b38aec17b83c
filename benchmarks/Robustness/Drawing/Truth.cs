namespace Lmm.Benchmarks.Robustness.Drawing;

/// <summary>Random effects as a truth has them, near-singular ones among them.</summary>
/// <param name="random">The source.</param>
/// <param name="isExtreme">True for variances of zero, correlations of ±1 and ratios of standard deviations up to 1e3 either way.</param>
/// <param name="isHeavyTailed">True for effects with heavy tails.</param>
internal sealed class Truth(SplitMix64 random, bool isExtreme, bool isHeavyTailed)
{
    /// <summary>Adds a term's random effects to a response.</summary>
    /// <param name="response">Receives the sums, row by row.</param>
    /// <param name="codes">The levels, from 1.</param>
    /// <param name="effects">The columns that vary.</param>
    /// <param name="isDiagonal">True for effects without correlations.</param>
    public void AddTo(double[] response, int[] codes, double[][] effects, bool isDiagonal)
    {
        double[] deviations = Array.ConvertAll(effects, _ => Deviation());
        double correlation = isDiagonal ? 0 : Correlation();
        double rest = Math.Sqrt(1 - (correlation * correlation));
        var modes = new double[codes.Max() + 1, effects.Length];
        for (int level = 1; level < modes.GetLength(0); level++)
        {
            double shared = Draw();
            for (int effect = 0; effect < effects.Length; effect++)
            {
                double own = Draw();
                modes[level, effect] = deviations[effect] * (effect == 0 ? shared : (correlation * shared) + (rest * own));
            }
        }

        for (int row = 0; row < response.Length; row++)
        {
            for (int effect = 0; effect < effects.Length; effect++)
            {
                response[row] += modes[codes[row], effect] * effects[effect][row];
            }
        }
    }

    private double Draw() => isHeavyTailed ? random.HeavyTailed() : random.Normal();

    private double Deviation() => random.Chance(isExtreme ? 0.3 : 0.1) ? 0
        : isExtreme ? random.Magnitude(-3, 3)
        : 0.1 + (2 * random.Uniform());

    private double Correlation() => random.Chance(isExtreme ? 0.6 : 0.1) ? random.Pick(-1.0, 1.0) : (2 * random.Uniform()) - 1;
}
