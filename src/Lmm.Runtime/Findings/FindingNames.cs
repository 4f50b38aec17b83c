namespace Lmm.Findings;

/// <summary>The words for kinds and severities.</summary>
internal static class FindingNames
{
    /// <summary>By which programs know a kind.</summary>
    public static string Of(FindingKind kind) => kind switch
    {
        FindingKind.NotConverged => "not-converged",
        FindingKind.MissingCode => "missing-code",
        FindingKind.Singular => "singular",
        FindingKind.NoRandomSlope => "no-random-slope",
        FindingKind.SharedCovariates => "shared-covariates",
        FindingKind.RepeatedId => "repeated-id",
        FindingKind.DecisiveGroup => "decisive-group",
        FindingKind.FewLevels => "few-levels",
        FindingKind.SingleRowGroups => "single-row-groups",
        FindingKind.UnequalSpread => "unequal-spread",
        FindingKind.SkewedResiduals => "skewed-residuals",
        FindingKind.HeavyTails => "heavy-tails",
        FindingKind.OutlyingRows => "outlying-rows",
        FindingKind.OutlyingGroups => "outlying-groups",
        FindingKind.Collinear => "collinear",
        _ => "differs-from-ordinary",
    };

    /// <summary>By which readers know a kind.</summary>
    public static string Words(FindingKind kind) => Of(kind).Replace('-', ' ');

    /// <summary>By which programs and readers know a severity.</summary>
    public static string Of(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Serious => "serious",
        FindingSeverity.Warning => "warning",
        _ => "remark",
    };
}
