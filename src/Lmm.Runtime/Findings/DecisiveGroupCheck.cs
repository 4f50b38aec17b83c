using Lmm.Distributions;

namespace Lmm.Findings;

/// <summary>Groups without which a coefficient is another, at the variances of all rows: by DFBETAS, and by whether its sign or significance turns.</summary>
internal sealed class DecisiveGroupCheck : RowCheck
{
    private const int LeastLevels = 6;

    /// <summary>DFBETAS from which a group decides a coefficient, and the same times the root of the number of levels, …</summary>
    private const double Decides = 1;

    private const double DecidesOfAll = 5;

    /// <summary>… and both where the coefficient's sign or significance turns without it.</summary>
    private const double Turns = 0.75;

    private const double TurnsOfAll = 4.5;
    private const int MostOfFactor = 3;

    /// <summary>By how much less a change weighs that leaves the conclusion.</summary>
    private const double UnturnedShare = 4;

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.DecisiveGroup];

    /// <inheritdoc/>
    public override string? Obstacle(ReviewedFit reviewed) => reviewed.Mixed is null ? null : base.Obstacle(reviewed);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Find(ReviewedFit reviewed)
    {
        if (reviewed.Mixed is not { } fit)
        {
            yield break;
        }

        IReadOnlyList<CoefficientTest>? tests = null;
        foreach (RandomEffects factor in fit.GroupingFactors.Where(static factor => factor.Levels.Count >= LeastLevels))
        {
            LevelInfluenceTable? table = reviewed.InTime(
                FindingKind.DecisiveGroup,
                $"leaving out the {Figures.Count(factor.Levels.Count)} levels of {factor.Grouping} one by one",
                stop => fit.Influence.By(factor.Grouping, cancellationToken: stop));
            if (table is null)
            {
                continue;
            }

            tests ??= reviewed.Tests(fit);
            int only = fit.Coefficients.Count == 1 ? 0 : -1;
            Without[] decisive =
            [
                .. Enumerable.Range(0, fit.Coefficients.Count)
                    .Where(index => fit.Coefficients[index].IsEstimable && (index == only || fit.Coefficients[index].Name != Lmm.Formula.Binding.ModelTerm.InterceptLabel))
                    .Select(index => table.Where(level => double.IsFinite(level.Dfbetas[index])).Select(level => new Without(tests[index], level, index)).MaxBy(static one => Math.Abs(one.Dfbetas)))
                    .OfType<Without>()
                    .Where(one => IsDecisive(one, table.Count))
                    .OrderByDescending(static one => Math.Abs(one.Dfbetas))
                    .Take(MostOfFactor),
            ];
            foreach (Without one in decisive)
            {
                yield return Of(factor, one);
            }
        }
    }

    private static bool IsDecisive(Without one, int levels)
    {
        double size = Math.Abs(one.Dfbetas);
        double root = Math.Sqrt(levels);
        return size >= Math.Max(Decides, DecidesOfAll / root) || (one.Turns && size >= Math.Max(Turns, TurnsOfAll / root));
    }

    private static Finding Of(RandomEffects factor, Without one) => new(
        FindingKind.DecisiveGroup,
        one.Turns ? FindingSeverity.Serious : FindingSeverity.Warning,
        $"{factor.Grouping} {one.Level.Level} decides the coefficient of {one.Test.Name}: without its {Figures.Count(one.Level.RowCount, "row", "rows")} it is {Figures.Of(one.Estimate)} in place of {Figures.Of(one.Test.Estimate)} ({Figures.P(one.Test.PValue ?? double.NaN)} becomes {Figures.P(one.PValue)}), a change of {Figures.Of(Math.Abs(one.Dfbetas))} standard errors, at the variances of all rows.",
        $"Look at {factor.Grouping} {one.Level.Level} for what is wrong or particular about it, and report the result with and without it.")
    {
        Grouping = factor.Grouping,
        Terms = [one.Test.Name],
        Levels = [one.Level.Level],
        Numbers = new Dictionary<string, double>
        {
            ["estimate"] = one.Test.Estimate,
            ["estimateWithout"] = one.Estimate,
            ["dfbetas"] = one.Dfbetas,
            ["p"] = one.Test.PValue ?? double.NaN,
            ["pWithout"] = one.PValue,
        },
        Weight = one.Turns ? Math.Abs(one.Dfbetas) : 1 + (Math.Abs(one.Dfbetas) / UnturnedShare),
    };

    /// <summary>A coefficient without a level.</summary>
    private sealed record Without(CoefficientTest Test, LevelInfluence Level, int Column)
    {
        public double Dfbetas => Level.Dfbetas[Column];

        public double Estimate => Level.Coefficients[Column];

        // With the degrees of freedom of all rows.
        public double PValue => UpperTail.StudentTwoSided(Estimate / Level.StandardErrors[Column], Test.DegreesOfFreedom ?? double.PositiveInfinity);

        public bool Turns => (Test.PValue < ReviewedFit.Significant) != (PValue < ReviewedFit.Significant)
            || (Math.Sign(Estimate) != Math.Sign(Test.Estimate) && Math.Min(PValue, Test.PValue ?? 1) < ReviewedFit.Significant);
    }
}
