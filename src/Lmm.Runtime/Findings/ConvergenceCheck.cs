namespace Lmm.Findings;

/// <summary>Whether the search ended at an optimum that the data determine.</summary>
internal sealed class ConvergenceCheck : FitCheck
{
    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.NotConverged];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Find(ReviewedFit reviewed)
    {
        if (reviewed.Mixed?.Convergence is not { } convergence)
        {
            yield break;
        }

        if (!convergence.Converged)
        {
            yield return new Finding(
                FindingKind.NotConverged,
                FindingSeverity.Serious,
                $"The search did not end at an optimum after {Figures.Count(convergence.Evaluations)} evaluations: {convergence.Message} No estimate, standard error or p-value of this fit can be relied on.",
                "Allow more evaluations (FitOptions.MaximumEvaluations) where the limit was reached; else simplify the random effects, the terms with the smallest variances first, and put covariates on comparable scales.")
            {
                Numbers = new Dictionary<string, double> { ["evaluations"] = convergence.Evaluations },
                Weight = double.PositiveInfinity,
            };
        }

        if (convergence.FlatDirections.Count > 0)
        {
            yield return new Finding(
                FindingKind.NotConverged,
                FindingSeverity.Serious,
                $"The data do not determine all variances: {string.Join("; ", convergence.FlatDirections)}. Estimates of these terms depend on where the search started.",
                "Leave one of the terms named out: they share the same variation.")
            {
                Weight = double.MaxValue,
            };
        }
    }
}
