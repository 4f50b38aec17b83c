namespace Lmm.Prediction;

/// <summary>What is known of a row while it is predicted.</summary>
internal readonly ref struct PredictedRow
{
    /// <summary>The numbers: those that the row has, then those that are computed from them.</summary>
    public required Span<double> Numbers { get; init; }

    /// <summary>The derivatives of the numbers by one of the variables; empty where nobody asks for them.</summary>
    public Span<double> Slopes { get; init; }

    /// <summary>The codes of the factors by the levels that were fitted, negative for a level that no fitted row had: those that the row has, then those made of them.</summary>
    public required Span<int> Codes { get; init; }
}

/// <summary>One step from what a row has to what its terms need; false where the row is not an ordinary one.</summary>
internal delegate bool RowStep(PredictedRow row);

/// <summary>Steps one after the other.</summary>
internal static class RowSteps
{
    /// <summary>Takes all; false at the first that finds the row not an ordinary one.</summary>
    public static bool TryTake(RowStep[] steps, PredictedRow row)
    {
        foreach (RowStep step in steps)
        {
            if (!step(row))
            {
                return false;
            }
        }

        return true;
    }
}
