namespace Lmm.Inference;

/// <summary>The conditions under which the likelihoods or sums of squares of models may be compared.</summary>
internal static class Comparability
{
    /// <summary>Checks that models were fitted to the same response, weights and number of rows.</summary>
    /// <exception cref="ModelException">They were not.</exception>
    public static void Check(IReadOnlyList<ModelFit> fits)
    {
        ModelFit first = fits[0];
        foreach (ModelFit fit in fits.Skip(1))
        {
            if (fit.ObservationCount != first.ObservationCount)
            {
                throw new ModelException(fit.ModelName, $"it was fitted to {fit.ObservationCount} rows and {first.ModelName} to {first.ObservationCount}; models must be compared on the same rows (rows with missing values differ where the variables differ).");
            }

            if (fit.ResponseName != first.ResponseName || !fit.Design.Response.Values.AsSpan().SequenceEqual(first.Design.Response.Values))
            {
                throw new ModelException(fit.ModelName, $"its response '{fit.ResponseName}' does not have the values of '{first.ResponseName}' in {first.ModelName}; models must be compared on the same data in the same order.");
            }

            if (!SameWeights(fit.Weights, first.Weights))
            {
                throw new ModelException(fit.ModelName, $"its weights differ from those of {first.ModelName}; models must be compared with the same weights.");
            }
        }
    }

    private static bool SameWeights(IReadOnlyList<double>? first, IReadOnlyList<double>? second)
        => first is null || second is null
            ? (first ?? second ?? []).All(weight => weight == 1)
            : first.SequenceEqual(second);
}
