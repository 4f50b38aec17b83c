using Lmm.Coordinates;

namespace Lmm.Results;

/// <summary>Finds the results that are beyond the range of double numbers, which a change of units brings back.</summary>
internal static class RangeCheck
{
    // Smaller numbers than this lose digits before they become zero.
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>One sentence on what is below the range and one on what is above it; none for nearly all fits.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="covariance">The covariance matrix of its coefficients.</param>
    /// <param name="deviations">The standard deviations of residuals and random effects.</param>
    /// <param name="units">The units that it was computed in.</param>
    public static IReadOnlyList<string> Sentences(ModelFit fit, UnitCovariance covariance, IEnumerable<(string Name, double Value)> deviations, FitUnits units)
    {
        List<string> below = [];
        List<string> above = [];
        for (int index = 0; index < fit.Coefficients.Count; index++)
        {
            Coefficient coefficient = fit.Coefficients[index];
            if (coefficient.IsEstimable && covariance.VarianceInUnits(index) > 0)
            {
                bool isLost = !IsInRange(coefficient.StandardError) || double.IsInfinity(coefficient.Estimate);
                Judge(isLost ? coefficient.StandardError : coefficient.StandardError * coefficient.StandardError, isLost ? "coefficient" : "variance", coefficient.Name);
            }
        }

        foreach ((string name, double value) in deviations)
        {
            Judge(value * value, "variance", name);
        }

        return [.. Sentence(below, "below", fit.Shape, units), .. Sentence(above, "above", fit.Shape, units)];

        void Judge(double value, string what, string name)
        {
            if (!IsInRange(value))
            {
                (value < SmallestNormal ? below : above).Add($"the {what} of {name}");
            }
        }
    }

    private static bool IsInRange(double value) => value >= SmallestNormal && double.IsFinite(value);

    private static IEnumerable<string> Sentence(List<string> results, string where, ModelShape shape, FitUnits units) => results.Count == 0
        ? []
        : [$"{string.Join(", ", results)} {(results.Count == 1 ? "is" : "are")} {where} the range of double numbers; rescale {string.Join(", ", OfUnusualSize(shape, units))}"];

    // What is of such a size that squares of it, or of its inverse, leave the range.
    private static string[] OfUnusualSize(ModelShape shape, FitUnits units)
    {
        IEnumerable<string> columns = Unusual(shape.Coefficients, units.Design.FixedEffects)
            .Concat(shape.RandomTerms.Zip(units.Design.RandomTerms).SelectMany(static pair => Unusual(pair.First.Effects, pair.Second)));
        string[] response = units.Response == 0 ? [] : [shape.ResponseName];
        string[] all = [.. response, .. columns.Distinct()];
        return all.Length > 0 ? all : [shape.WeightsName ?? shape.ResponseName];
    }

    private static IEnumerable<string> Unusual(IReadOnlyList<string> names, int[] exponents) => names.Where((_, column) => exponents[column] != 0);
}
