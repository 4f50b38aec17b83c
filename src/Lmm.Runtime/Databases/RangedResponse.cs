using System.Globalization;
using Lmm.Cells;
using Lmm.Fitting.Refits;
using Lmm.Options;

namespace Lmm.Databases;

/// <summary>One of many responses, and what is known of its values before they are summed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">The number of rows of the design that it could have a value in.</param>
/// <param name="Values">What is known of its values.</param>
internal sealed record RangedResponse(string Name, long Rows, NumberSummary Values)
{
    /// <summary>What is known of the values in two sets of rows.</summary>
    public static RangedResponse Join(RangedResponse first, RangedResponse second) => new(first.Name, first.Rows + second.Rows, NumberSummary.Join(first.Values, second.Values));

    /// <summary>True when the response cannot be fitted, which is then written down.</summary>
    /// <param name="fitting">Writes it down.</param>
    /// <param name="place">The response's place.</param>
    /// <param name="options">The options of the fit.</param>
    public bool IsRefused(OwnDesignFitting fitting, int place, FitOptions options)
    {
        FitOutcome? outcome = Values.Count == 0 || (Values.Count < Rows && options.MissingValues == MissingValues.Refuse) ? FitOutcome.MissingValue
            : !Values.IsFinite ? FitOutcome.InfiniteValue
            : Values.Least == Values.Greatest ? FitOutcome.ConstantResponse
            : !Values.AreSummedAsTheyAre ? FitOutcome.Refused
            : null;
        if (outcome is not { } known)
        {
            return false;
        }

        bool drops = options.MissingValues == MissingValues.Drop;
        string sentence = known == FitOutcome.Refused ? OutOfRange() : Values.Count == 0 && drops ? FitOutcomeText.NoValue : known.Sentence();
        fitting.Refuse(place, known, sentence, drops ? Values.Count : Rows);
        return true;
    }

    private string OutOfRange() => string.Create(
        CultureInfo.InvariantCulture,
        $"its values, from {Values.Least:G6} to {Values.Greatest:G6}, are so large or lie so close together that products of them leave the range of double numbers; multiply it by a power of ten in a query, or fit it alone by FitIn.");
}
