using Lmm.Formula.Binding;
using Lmm.Inference;

namespace Lmm.Findings;

/// <summary>Which variances or correlations lie at their bounds, and which effect costs least to leave out.</summary>
internal sealed class SingularityCheck : FitCheck
{
    /// <summary>A rise of the criterion that is none.</summary>
    private const double Nothing = 1;

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.Singular];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Find(ReviewedFit reviewed)
    {
        if (reviewed.Mixed is not { IsSingular: true } fit)
        {
            yield break;
        }

        string what = $"The fit is singular: {string.Join("; ", fit.Convergence.SingularDirections)}. The data cannot tell these variances from none, or these effects apart.";
        (RandomTermReduction Reduction, double Rise)[] reductions = fit.HasRows && fit.Design.Terms is { } terms
            ? reviewed.InTime(FindingKind.Singular, "the search for the effect that costs least to leave out", stop => Reductions(fit, terms.Spec, stop)) ?? []
            : [];
        if (reductions is [var (reduction, rise), ..])
        {
            string criterion = fit.Estimation == Estimation.MaximumLikelihood ? "deviance" : "REML criterion";
            yield return new Finding(
                FindingKind.Singular,
                FindingSeverity.Warning,
                $"{what} Without {reduction.Name} the {criterion} rises by {Figures.Of(rise)}.",
                rise < Nothing
                    ? $"Drop {reduction.Name}: nothing is lost."
                    : $"Drop {reduction.Name} if the design does not ask for it, or write || for uncorrelated effects; keep it where the design does, for estimates of the fixed effects are sound in a singular fit.")
            {
                Terms = [reduction.Name],
                Grouping = fit.Design.RandomTerms[Reduced(fit.Design.RandomTerms, reduction.RandomTerms)].Grouping.Name,
                Numbers = new Dictionary<string, double> { ["criterionRise"] = rise, ["effects"] = reduction.EffectsTaken },
                Weight = 1,
            };
        }
        else
        {
            yield return new Finding(FindingKind.Singular, FindingSeverity.Warning, what, "Leave out the effect without variance, or one of those that are perfectly correlated.") { Weight = 1 };
        }
    }

    // Of the terms that are singular, that with the least rise first.
    private static (RandomTermReduction Reduction, double Rise)[] Reductions(LinearMixedModelFit fit, ModelSpec spec, CancellationToken stop)
        =>
        [
            .. RandomTermReduction.Of(fit.Design, spec)
                .Where(reduction => IsSingular(fit, Reduced(fit.Design.RandomTerms, reduction.RandomTerms)))
                .Select(reduction => (Reduction: reduction, Rise: Math.Max(0, ReducedFit.Of(fit, reduction, stop).Objective - fit.Objective)))
                .OrderBy(static one => one.Rise),
        ];

    // The term that is gone, or has fewer effects.
    private static int Reduced(RandomEffectsDesign[] all, RandomEffectsDesign[] left)
        => Enumerable.Range(0, all.Length).First(term => term >= left.Length || !ReferenceEquals(all[term], left[term]));

    // A pivot of zero marks an effect that the ones before it determine.
    private static bool IsSingular(LinearMixedModelFit fit, int term)
        => fit.Solution.RandomTerms[term].Lambda is var lambda && Enumerable.Range(0, lambda.GetLength(0)).Any(effect => lambda[effect, effect] == 0);
}
