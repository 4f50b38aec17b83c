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
                throw new ModelException(fit.Model, $"it was fitted to {fit.ObservationCount} rows and {first.Model} to {first.ObservationCount}; models must be compared on the same rows (rows with missing values differ where the variables differ).");
            }

            if (fit.ResponseName != first.ResponseName || !fit.Design.Response.Values.AsSpan().SequenceEqual(first.Design.Response.Values))
            {
                throw new ModelException(fit.Model, $"its response '{fit.ResponseName}' does not have the values of '{first.ResponseName}' in {first.Model}; models must be compared on the same data in the same order.");
            }

            if (!SameWeights(fit.Weights, first.Weights))
            {
                throw new ModelException(fit.Model, $"its weights differ from those of {first.Model}; models must be compared with the same weights.");
            }
        }
    }

    private static bool SameWeights(double[]? first, double[]? second)
        => first is null || second is null
            ? (first ?? second ?? []).All(weight => weight == 1)
            : first.AsSpan().SequenceEqual(second);
}
