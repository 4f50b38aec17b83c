using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Inference;

/// <summary>
/// Whether the columns of one design's X lie in the span of another's, on the same rows: each is compared with what is left of it once the others
/// are projected out, by the rule that decides which columns of one X are estimable, so that units and large means do not matter.
/// </summary>
internal static class FixedEffectsSpan
{
    /// <summary>True when the columns of <paramref name="reduced"/> lie in the span of those of <paramref name="full"/>.</summary>
    public static bool Contains(ModelDesign full, ModelDesign reduced, Workers workers)
    {
        // Of collinear columns the later go: those of the reduced design all go when they add nothing.
        ModelMatrix first = full.FixedEffects;
        ModelMatrix second = reduced.FixedEffects;
        ModelMatrix both = new(
            [.. first.Columns, .. second.Columns],
            [.. first.ColumnNames, .. second.ColumnNames],
            [.. first.TermIndices, .. second.TermIndices.Select(term => first.TermLabels.Length + term)],
            [.. first.TermLabels, .. second.TermLabels]);
        ModelDesign design = new(full.Rows, full.Response, full.Weights, full.Offset, both, []) { WeightsName = full.WeightsName };
        int[] kept = FixedEffectsChoice.EstimableColumns(EstimationDesign.Of(design).Design, workers).Kept;
        return kept.Length == 0 || kept[^1] < first.ColumnCount;
    }
}
