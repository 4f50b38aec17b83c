using Lmm.Crossing;
using MathNet.Numerics.Statistics;

namespace Lmm.Solver.Criteria;

/// <summary>What the levels of a grouping factor tell of a term's variances, by the diagonals of their blocks of ZᵀWZ.</summary>
internal static class LevelMeasures
{
    /// <summary>
    /// The number of levels that count: (Σd)²/Σd² over the diagonal elements d of the levels, least over the effects. It is the number of levels when
    /// all tell equally much, and one when one of them outweighs the others.
    /// </summary>
    public static double Effective(CrossProducts products, RandomTermLayout term)
    {
        FactorCrossProducts factor = products.Factors[term.Factor];
        double fewest = factor.LevelCount;
        for (int effect = term.Offset; effect < term.Offset + term.EffectCount; effect++)
        {
            double sum = 0;
            double squares = 0;
            for (int level = 0; level < factor.LevelCount; level++)
            {
                double value = factor.OwnProduct(level, effect);
                sum += value;
                squares += value * value;
            }

            fewest = squares > 0 ? Math.Min(fewest, sum * sum / squares) : fewest;
        }

        return fewest;
    }

    /// <summary>
    /// The standard deviation, over σ and in working coordinates, with which a term's effects vary as much as the residual in the mean of a typical
    /// level's rows: by the effect of which the levels tell least.
    /// </summary>
    public static double Size(CrossProducts products, RandomTermLayout term)
    {
        var values = new double[products.Factors[term.Factor].LevelCount];
        double least = double.PositiveInfinity;
        for (int effect = 0; effect < term.EffectCount; effect++)
        {
            least = Typical(products, term, effect, values) is double typical ? Math.Min(least, typical) : least;
        }

        return double.IsFinite(least) ? 1 / Math.Sqrt(least) : 1;
    }

    /// <summary>The standard deviation of each effect, over σ and in units of the data, with which it varies as much as the residual in a row of a typical level.</summary>
    public static double[] Units(CrossProducts products, RandomTermLayout term)
    {
        int levels = products.Factors[term.Factor].LevelCount;
        var units = new double[term.EffectCount];
        var values = new double[levels];
        for (int effect = 0; effect < units.Length; effect++)
        {
            double typical = Typical(products, term, effect, values) is double level ? level * levels / products.RowCount : 1;
            double spread = 1 / term.Basis.Scale[effect];
            double shift = term.Basis.Shift[effect];
            units[effect] = 1 / Math.Sqrt(((shift * shift) + (spread * spread)) * typical);
        }

        return units;
    }

    // The median of an effect's diagonal elements that are not zero; null when all are.
    private static double? Typical(CrossProducts products, RandomTermLayout term, int effect, double[] values)
    {
        FactorCrossProducts factor = products.Factors[term.Factor];
        int count = 0;
        for (int level = 0; level < factor.LevelCount; level++)
        {
            double value = factor.OwnProduct(level, term.Offset + effect);
            if (value > 0)
            {
                values[count++] = value;
            }
        }

        return count == 0 ? null : ArrayStatistics.OrderStatisticInplace(count < values.Length ? values[..count] : values, (count / 2) + 1);
    }
}
