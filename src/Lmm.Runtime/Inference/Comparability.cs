namespace Lmm.Inference;

/// <summary>The conditions under which the likelihoods or sums of squares of models may be compared.</summary>
internal static class Comparability
{
    // Sums over rows in another order agree to so much.
    private const double SameSize = 1e-9;

    /// <summary>Checks that models were fitted to the same response, weights and number of rows.</summary>
    /// <exception cref="ModelException">They were not.</exception>
    public static void Check(IReadOnlyList<ModelFit> fits)
    {
        ModelFit first = fits[0];
        foreach (ModelFit fit in fits.Skip(1))
        {
            if (fit.ObservationCount != first.ObservationCount)
            {
                throw new ModelException(fit.ModelName, LmmErrorCode.NotComparable, $"it was fitted to {fit.ObservationCount} rows and {first.ModelName} to {first.ObservationCount}; models must be compared on the same rows (rows with missing values differ where the variables differ).");
            }

            if (fit.ResponseName != first.ResponseName || !SameResponse(fit, first))
            {
                throw new ModelException(fit.ModelName, LmmErrorCode.NotComparable, $"its response '{fit.ResponseName}' does not have the values of '{first.ResponseName}' in {first.ModelName}; models must be compared on the same data in the same order.");
            }

            if (!SameWeights(fit, first))
            {
                throw new ModelException(fit.ModelName, LmmErrorCode.NotComparable, $"its weights differ from those of {first.ModelName}; models must be compared with the same weights.");
            }
        }
    }

    // Fits that were loaded know checksums; cross-products the size of the response alone, with the weights in it.
    private static bool SameResponse(ModelFit fit, ModelFit first)
        => fit.HasRows && first.HasRows ? fit.Design.Response.Values.AsSpan().SequenceEqual(first.Design.Response.Values)
            : fit.Digest is { } own && first.Digest is { } other ? own.Response == other.Response
            : Math.Abs(fit.ResponseSize - first.ResponseSize) <= SameSize * first.ResponseSize;

    private static bool SameWeights(ModelFit fit, ModelFit first)
        => fit.HasRows && first.HasRows ? SameWeights(fit.Weights, first.Weights)
            : fit.Digest is not { } own || first.Digest is not { } other || own.Weights == other.Weights;

    private static bool SameWeights(IReadOnlyList<double>? first, IReadOnlyList<double>? second)
        => first is null || second is null
            ? (first ?? second ?? []).All(weight => weight == 1)
            : first.SequenceEqual(second);
}
