using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Expansion;

namespace Lmm.Formula.Review;

/// <summary>Reviews a formula without errors: what can be fitted and is still hardly what is meant.</summary>
internal static class FormulaReview
{
    /// <summary>The warnings, and on demand the remarks, that a formula deserves.</summary>
    public static IEnumerable<FormulaDiagnostic> Of(ExpandedFormula formula, ModelSpec spec, bool withRemarks)
    {
        var reviewed = new ReviewedFormula(formula, spec);
        IEnumerable<FormulaDiagnostic> warnings = NumberReview.Of(reviewed);
        if (spec.RandomTerms.Count > 0)
        {
            warnings = [.. warnings, .. SlopeReview.Warnings(reviewed), .. GroupingReview.Of(reviewed), .. ContainmentReview.Of(reviewed)];
        }

        return withRemarks ? [.. warnings, .. SlopeReview.Remarks(reviewed)] : warnings;
    }
}
