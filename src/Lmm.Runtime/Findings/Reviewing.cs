using Lmm.Findings;

namespace Lmm;

/// <summary>Reviews fits.</summary>
public static class Reviewing
{
    private static readonly FitCheck[] Checks =
    [
        new ConvergenceCheck(),
        new MissingCodeCheck(),
        new SingularityCheck(),
        new RandomSlopeCheck(),
        new SharedCovariatesCheck(),
        new RepeatedIdCheck(),
        new LevelCountCheck(),
        new SingleRowGroupsCheck(),
        new ResidualSpreadCheck(),
        new ResidualShapeCheck(),
        new OutlyingGroupsCheck(),
        new CollinearityCheck(),
        new OrdinaryModelCheck(),
        new DecisiveGroupCheck(),
    ];

    /// <summary>
    /// What an experienced analyst would say of a fit: how the search ended, variances that are zero, random slopes that are missing and what their standard errors would be,
    /// groups and rows that stand out, residuals, values that look like codes, collinearity, and why an ordinary model says otherwise. Thresholds are of sizes beside
    /// p-values, so that many rows alone make no finding.
    /// </summary>
    /// <param name="fit">The fit.</param>
    /// <param name="options">The time that refits may take; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static FitReview Review(this ModelFit fit, ReviewOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        using var reviewed = new ReviewedFit(fit, options ?? ReviewOptions.Default, cancellationToken);
        List<Finding> findings = [];
        foreach (FitCheck check in Checks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (check.Obstacle(reviewed) is { } obstacle)
            {
                reviewed.Skip(check.Kinds, obstacle);
            }
            else
            {
                findings.AddRange(check.Find(reviewed));
            }
        }

        return new FitReview(fit, findings, reviewed.Skipped);
    }
}
