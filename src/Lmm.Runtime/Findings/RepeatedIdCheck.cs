using System.Globalization;
using Lmm.Formula.Binding;
using Lmm.Variables;

namespace Lmm.Findings;

/// <summary>
/// Grouping factors that are hardly meant as they are: nearly one level for each row, or ids that are whole numbers used anew within the levels of another factor. The latter is told from factors that
/// cross by two fits: with the ids within the other factor in their place, and with both.
/// </summary>
internal sealed class RepeatedIdCheck : RandomTermCheck
{
    /// <summary>So many levels for each row are one for each.</summary>
    private const double OnePerRow = 0.9;

    /// <summary>The fall of the criterion from which ids within the other factor are much better …</summary>
    private const double MuchBetter = 10;

    /// <summary>… and up to which the ids themselves add nothing to them: p = 0.05 at the boundary.</summary>
    private const double Nothing = 2.71;

    private const double Shared = 0.5;
    private const int LeastRowsInCell = 2;

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.RepeatedId];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Find(ReviewedFit reviewed, LinearMixedModelFit fit)
    {
        foreach (RandomEffects factor in fit.GroupingFactors)
        {
            if (factor.Levels.Count >= OnePerRow * fit.ObservationCount)
            {
                yield return OneLevelPerRow(fit, factor);
            }
        }

        ModelSpec spec = reviewed.Spec;
        foreach (GroupingFactor grouping in spec.RandomTerms.Select(static term => term.Grouping).Where(static grouping => grouping.Variable is not null).DistinctBy(static grouping => grouping.Name))
        {
            FactorColumn ids = fit.Design.RandomTerms.First(term => term.Grouping.Name == grouping.NameAmong(spec.Variables)).Grouping;
            if (!AreNumbers(ids.Levels))
            {
                continue;
            }

            foreach (ModelVariable variable in spec.Variables)
            {
                if (variable.Use.HasFlag(VariableUse.Factor)
                    && fit.Design.Rows.FactorOrNull(variable.Name) is { } other
                    && other.Name != ids.Name
                    && !spec.RandomTerms.Any(term => term.Grouping.Parts.Count > 1 && term.Grouping.Parts.Any(part => part.Label == ids.Name) && term.Grouping.Parts.Any(part => part.Label == other.Name))
                    && Within(fit.Design, ids, other) is { } nested
                    && Compare(reviewed, fit, ids, other, nested) is { } finding)
                {
                    yield return finding;
                    break;
                }
            }
        }
    }

    private static Finding OneLevelPerRow(LinearMixedModelFit fit, RandomEffects factor) => new(
        FindingKind.RepeatedId,
        FindingSeverity.Warning,
        $"{factor.Grouping} has {Figures.Count(factor.Levels.Count)} levels over {Figures.Count(fit.ObservationCount)} rows, nearly one for each row: it looks like an id of rows, and its effects are hardly told from residuals.",
        $"Group by what is measured repeatedly, and leave {factor.Grouping} out.")
    {
        Grouping = factor.Grouping,
        Numbers = new Dictionary<string, double> { ["levels"] = factor.Levels.Count, ["rows"] = fit.ObservationCount },
        Weight = 1,
    };

    private static Finding? Compare(ReviewedFit reviewed, LinearMixedModelFit fit, FactorColumn ids, FactorColumn other, FactorColumn nested)
    {
        RandomEffectsDesign[] within = [.. fit.Design.RandomTerms.Select(term => term.Grouping.Name == ids.Name ? term with { Grouping = nested } : term)];
        string what = $"the fit with {nested.Name} in place of {ids.Name}";
        if (reviewed.Refit(FindingKind.RepeatedId, what, within) is not { } ofNested || fit.Objective - ofNested.Objective < MuchBetter)
        {
            return null;
        }

        var ones = new double[fit.Design.Rows.RowCount];
        Array.Fill(ones, 1);
        var intercept = new RandomEffectsDesign(ids, new ModelMatrix([ones], [ModelTerm.InterceptLabel], [0], [ModelTerm.InterceptLabel]), CovarianceStructure.Unstructured);
        if (reviewed.Refit(FindingKind.RepeatedId, what + " and beside it", [.. within, intercept]) is not { } ofBoth || ofNested.Objective - ofBoth.Objective >= Nothing)
        {
            return null;
        }

        bool isGrouping = fit.Design.RandomTerms.Any(term => term.Grouping.Name == other.Name);
        double fall = fit.Objective - ofNested.Objective;
        string criterion = fit.Estimation == Estimation.MaximumLikelihood ? "deviance" : "REML criterion";
        double growth = Enumerable.Range(0, fit.Coefficients.Count).Where(index => fit.Coefficients[index].IsEstimable).Max(index => ofNested.Coefficients[index].StandardError / fit.Coefficients[index].StandardError);
        return new Finding(
            FindingKind.RepeatedId,
            FindingSeverity.Serious,
            $"{ids.Name} looks like an id that is used anew within each level of {other.Name}: its {Figures.Count(ids.Levels.Length)} levels are whole numbers that occur at several of them, and rows of one {ids.Name} at different {other.Name} have nothing in common. With a group for each pair the {criterion} falls by {Figures.Of(fall)}, beside which {ids.Name} by itself adds {Figures.Of(Math.Max(0, ofNested.Objective - ofBoth.Objective))}; the largest standard error changes by a factor of {Figures.Factor(growth)}.",
            isGrouping
                ? $"If {ids.Name} 1 of one {other.Name} is another than that of the next, write (1 | {other.Name}/{ids.Name})."
                : $"If {ids.Name} 1 at one {other.Name} is another than that at the next, write (1 | {other.Name}:{ids.Name}) in place of (1 | {ids.Name}); if it is the same, {other.Name} needs a random slope by it.")
        {
            Grouping = ids.Name,
            Variable = other.Name,
            Numbers = new Dictionary<string, double> { ["criterionFall"] = fall, ["standardErrorFactor"] = growth, ["levels"] = ids.Levels.Length, ["pairs"] = nested.Levels.Length },
            Weight = growth,
        };
    }

    // The ids within the other factor; null where ids do not occur at several levels of it, or pairs have too few rows.
    private static FactorColumn? Within(ModelDesign design, FactorColumn ids, FactorColumn other)
    {
        var levels = new HashSet<int>[ids.Levels.Length];
        int rows = 0;
        foreach (int row in design.ObservedRows ?? Enumerable.Range(0, ids.Codes.Length))
        {
            (levels[ids.Codes[row]] ??= []).Add(other.Codes[row]);
            rows++;
        }

        int pairs = levels.Sum(static level => level?.Count ?? 0);
        return levels.Count(static level => level?.Count > 1) >= Shared * ids.Levels.Length && pairs * LeastRowsInCell <= rows
            ? FactorCrossing.Cross($"{other.Name}:{ids.Name}", [other, ids], design.Rows.ModelName, CancellationToken.None)
            : null;
    }

    // 1, 2, 3 … with few numbers left out.
    private static bool AreNumbers(string[] levels)
    {
        int greatest = 0;
        foreach (string level in levels)
        {
            if (!int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                return false;
            }

            greatest = Math.Max(greatest, number);
        }

        return greatest <= 2 * levels.Length;
    }
}
