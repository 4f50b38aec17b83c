using System.Globalization;
using Lmm.Distributions;

namespace Lmm.Findings;

/// <summary>
/// Conditional modes that lie farther out than their normal distribution allows, each over the standard deviation that it has by the model, √(ψ − v), with the effect's variance ψ and the mode's
/// conditional variance v.
/// </summary>
internal sealed class OutlyingGroupsCheck : FitCheck
{
    /// <summary>The probability that one of all modes lies beyond the limit, where the model holds.</summary>
    private const double Outlying = 0.01;

    /// <summary>Modes that are pulled to zero more than by this share tell nothing.</summary>
    private const double LeastShare = 0.1;

    /// <summary>More groups than this share beyond the limit are a matter of the distribution.</summary>
    private const double Few = 0.01;

    private const int AtLeastFew = 3;

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.OutlyingGroups];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Find(ReviewedFit reviewed)
    {
        IReadOnlyList<RandomEffects> factors = reviewed.Mixed?.GroupingFactors ?? [];
        double limit = Quantile.Normal(Outlying / Math.Max(1, factors.Sum(static factor => factor.Levels.Count * factor.VarianceComponents.Count)));
        foreach (RandomEffects factor in factors)
        {
            foreach (VarianceComponent component in factor.VarianceComponents)
            {
                (string Level, double Distance)[] outlying =
                [
                    .. factor.Levels.Select((level, index) => (Level: level, Distance: Distance(component, index)))
                        .Where(one => Math.Abs(one.Distance) > limit)
                        .OrderByDescending(static one => Math.Abs(one.Distance)),
                ];
                if (outlying.Length > 0)
                {
                    yield return Of(factor, component, outlying, limit);
                }
            }
        }
    }

    private static Finding Of(RandomEffects factor, VarianceComponent component, (string Level, double Distance)[] outlying, double limit)
    {
        bool areFew = outlying.Length <= Math.Max(AtLeastFew, Few * factor.Levels.Count);
        string[] levels = [.. outlying.Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Level} ({one.Distance:+0.0;-0.0})"))];
        string many = areFew ? "" : " They are so many that the effects have a distribution of another shape: heavy tails, a skew, or kinds of groups that the model does not part.";
        return new Finding(
            FindingKind.OutlyingGroups,
            FindingSeverity.Warning,
            $"{factor.Grouping} {Figures.List(levels)} {(levels.Length == 1 ? "lies" : "lie")} apart from the other levels in {component.Name}: so many standard deviations of its conditional mode, where among {Figures.Count(factor.Levels.Count)} levels one beyond {Figures.Of(limit)} is met in {Figures.Share(Outlying)} of data sets.{many}",
            areFew
                ? $"Look the levels up: a wrong id, another unit or another population; report whether conclusions are the same without them (fit.Influence.By(\"{factor.Grouping}\"))."
                : "Look for a variable that tells the groups apart and put it into the fixed effects, or transform the response.")
        {
            Grouping = factor.Grouping,
            Terms = [component.Name],
            Levels = [.. outlying.Select(static one => one.Level)],
            Numbers = new Dictionary<string, double> { ["levels"] = outlying.Length, ["largest"] = outlying[0].Distance, ["limit"] = limit },
            Weight = Math.Abs(outlying[0].Distance) / limit,
        };
    }

    private static double Distance(VarianceComponent component, int level)
    {
        ConditionalMode mode = component.Mode(level);
        double deviation = component.StandardDeviation;
        double share = 1 - Math.Pow(mode.StandardDeviation / deviation, 2);
        return deviation > 0 && share >= LeastShare ? mode.Value / (deviation * Math.Sqrt(share)) : 0;
    }
}
