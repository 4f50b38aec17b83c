using Lmm.Formula.Comparison;
using Lmm.Inference;
using Lmm.Kernels;

namespace Lmm.Cli.Fitting;

/// <summary>Whether one model of a comparison lies in the next: by their formulas, and where these do not tell, by the columns that they make of the rows.</summary>
internal static class NestingCheck
{
    /// <summary>Refuses models that are not nested.</summary>
    /// <returns>A sentence when the data decided; null when the formulas did.</returns>
    /// <exception cref="InputException">The models are not nested.</exception>
    public static string? Of(BoundDesign reduced, BoundDesign full, Workers workers)
    {
        ModelNesting nesting = ModelNesting.Of(reduced.Bound.Spec, full.Bound.Spec);
        string smaller = reduced.Bound.Model.Name;
        string larger = full.Bound.Model.Name;
        string models = $"{smaller} ({reduced.Bound.Model.Formula}) and {larger} ({full.Bound.Model.Formula})";
        if (!nesting.HaveSameResponse)
        {
            throw new InputException($"{models} have different responses or offsets, so that their likelihoods are not comparable; write the same ones in both formulas");
        }

        if (nesting.AreEqual)
        {
            throw new InputException($"{models} are the same model; there is nothing to test");
        }

        bool isByData = !nesting.HasCertainFixedEffects && nesting.MissingRandomTerms.Count == 0;
        if (isByData ? !FixedEffectsSpan.Contains(full.Design, reduced.Design, workers) : nesting.Missing.Count > 0)
        {
            string missing = nesting.Missing.Count > 0 ? string.Join(", ", nesting.Missing) : "fixed effects";
            string byData = isByData ? "; the columns that the formulas make of these rows say so, too" : "";
            throw new InputException($"{models} are not nested: {smaller} has {missing}, which {larger} lacks{byData}; compare their AIC or BIC by lmm fit --ml instead, or add the terms to {larger}");
        }

        if (isByData && nesting.AddedRandomTerms.Count == 0 && FixedEffectsSpan.Contains(reduced.Design, full.Design, workers))
        {
            throw new InputException($"{models} are the same model in these rows, because their columns span the same; there is nothing to test");
        }

        return isByData ? $"{smaller} is nested in {larger} by the columns that they make of these rows; their formulas alone do not tell" : null;
    }
}
