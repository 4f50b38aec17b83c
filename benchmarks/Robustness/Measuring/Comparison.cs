using Lmm.Benchmarks.Robustness.Drawing;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>A drawn model's fit beside those of its submodels and of its other writings.</summary>
/// <param name="Model">The model.</param>
/// <param name="Own">Its fit.</param>
/// <param name="Fits">The other fits that were made.</param>
/// <param name="Refused">The kinds of other fits that were refused although the model's own was not.</param>
/// <param name="Disagreements">What cannot be.</param>
internal sealed record Comparison(RandomModel Model, MixedFit Own, int Fits, IReadOnlyList<string> Refused, IReadOnlyList<Disagreement> Disagreements)
{
    /// <summary>Fits a model, its submodels and its other writings.</summary>
    public static Comparison Of(RandomModel model)
    {
        ModelFrame frame = model.Table.Frame();
        MixedFit own = MixedFit.Of(model.Formula, frame, model.Estimation, model.Weights);
        if (own.Fit is not { } fit)
        {
            return new(model, own, 0, [], []);
        }

        int fits = 0;
        List<string> refused = [];
        List<Disagreement> disagreements = [];
        foreach ((string lacks, string formula) in Submodels.Of(model))
        {
            Add("without " + lacks, formula, MixedFit.Of(formula, frame, model.Estimation, model.Weights), 0, isTwoSided: false);
        }

        foreach ((string name, RandomModel other, double shift) in Rewritings.Of(model, fit))
        {
            Add(name, other.Formula, MixedFit.Of(other.Formula, other.Table.Frame(), other.Estimation, other.Weights), shift, isTwoSided: true);
        }

        return new(model, own, fits, refused, disagreements);

        void Add(string kind, string formula, MixedFit other, double shift, bool isTwoSided)
        {
            fits++;
            if (other.Fit is null)
            {
                refused.Add($"{kind}: {other.Refusal}");
                return;
            }

            double excess = fit.Objective + shift - other.Objective;
            if ((isTwoSided ? Math.Abs(excess) : excess) > Tolerance.ForOwn(fit.Objective))
            {
                disagreements.Add(new(kind, formula, excess));
            }
        }
    }
}
