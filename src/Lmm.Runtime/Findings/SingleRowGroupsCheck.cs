namespace Lmm.Findings;

/// <summary>Grouping factors many of whose levels have one row, which tells group and residual apart by the other levels alone.</summary>
internal sealed class SingleRowGroupsCheck : RowCheck
{
    /// <summary>The share of levels from which it is said, …</summary>
    private const double Many = 0.2;

    /// <summary>… and from which the variances hang on the few others.</summary>
    private const double Most = 0.5;

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.SingleRowGroups];

    /// <inheritdoc/>
    public override string? Obstacle(ReviewedFit reviewed) => reviewed.Mixed is null ? null : base.Obstacle(reviewed);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Find(ReviewedFit reviewed)
    {
        if (reviewed.Mixed is not { } fit)
        {
            yield break;
        }

        foreach (RandomEffectsDesign term in fit.Design.RandomTerms.DistinctBy(static term => term.Grouping.Name))
        {
            var counts = new int[term.Grouping.Levels.Length];
            foreach (int row in fit.Design.ObservedRows ?? Enumerable.Range(0, term.Grouping.Codes.Length))
            {
                counts[term.Grouping.Codes[row]]++;
            }

            int used = counts.Count(static count => count > 0);
            int single = counts.Count(static count => count == 1);
            double share = (double)single / used;
            if (share < Many)
            {
                continue;
            }

            yield return new Finding(
                FindingKind.SingleRowGroups,
                share < Most ? FindingSeverity.Remark : FindingSeverity.Warning,
                $"{Figures.Count(single)} of {Figures.Count(used)} levels of {term.Grouping.Name} ({Figures.Share(share)}) have one row: they do not tell the group from the residual, so that the variances by {term.Grouping.Name} rest on the {Figures.Count(used - single)} others.",
                $"Keep the rows, which tell of the fixed effects; read the variances by {term.Grouping.Name} as known from {Figures.Count(used - single, "level", "levels")}, and check that the ids are right.")
            {
                Grouping = term.Grouping.Name,
                Levels = [.. Enumerable.Range(0, counts.Length).Where(level => counts[level] == 1).Take(100).Select(level => term.Grouping.Levels[level])],
                Numbers = new Dictionary<string, double> { ["singleRowLevels"] = single, ["levels"] = used },
                Weight = share,
            };
        }
    }
}
