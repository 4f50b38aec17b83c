namespace Lmm.Findings;

/// <summary>Grouping factors of few levels, from which a variance is hardly known.</summary>
internal sealed class LevelCountCheck : FitCheck
{
    private const int Few = 5;
    private const int Some = 8;

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.FewLevels];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Find(ReviewedFit reviewed)
    {
        foreach (RandomEffects factor in reviewed.Mixed?.GroupingFactors ?? [])
        {
            int levels = factor.Levels.Count;
            if (levels >= Some)
            {
                continue;
            }

            // Of a standard deviation from k independent normal effects.
            double relative = 1 / Math.Sqrt(2.0 * (levels - 1));
            yield return new Finding(
                FindingKind.FewLevels,
                levels < Few ? FindingSeverity.Warning : FindingSeverity.Remark,
                $"{factor.Grouping} has {Figures.Count(levels)} levels: its standard deviations are known to ±{Figures.Share(relative)} at best, and what varies between its levels has at most {Figures.Count(levels - 1)} degrees of freedom.",
                levels < Few
                    ? $"Make {factor.Grouping} a fixed effect if its levels are all that matter; else test by Kenward and Roger's method and take profile intervals, and read its variances as rough."
                    : "Test by Kenward and Roger's method and take profile or bootstrap intervals; read its variances as rough.")
            {
                Grouping = factor.Grouping,
                Numbers = new Dictionary<string, double> { ["levels"] = levels, ["relativeError"] = relative },
                Weight = relative,
            };
        }
    }
}
