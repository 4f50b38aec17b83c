using Lmm.Design;

namespace Lmm.Crossing;

/// <summary>The rows of a design that count for one response.</summary>
internal static class CompleteResponse
{
    /// <summary>The design of the rows whose response is not NaN and whose weight is not zero, with that response.</summary>
    public static ModelDesign Of(ModelDesign design, ReadOnlySpan<double> response)
    {
        var kept = new List<int>(response.Length);
        for (int row = 0; row < response.Length; row++)
        {
            if (!double.IsNaN(response[row]) && design.Weights?[row] is not 0.0)
            {
                kept.Add(row);
            }
        }

        return DesignRows.Select(design.WithResponse(response.ToArray()), [.. kept]);
    }
}
