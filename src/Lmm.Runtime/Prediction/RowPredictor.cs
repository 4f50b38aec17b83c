using Lmm.Kernels;

namespace Lmm.Prediction;

/// <summary>
/// Predicts rows one at a time, by the same operations in the same order as the design of many rows, so that both give the same bits. It holds no state of
/// rows: any number of threads can use it.
/// </summary>
/// <param name="steps">The steps from what a row has to what its terms need.</param>
/// <param name="offsets">The places of the offsets among the row's numbers.</param>
/// <param name="fixedTerms">The terms of X.</param>
/// <param name="randomTerms">The random-effects terms.</param>
/// <param name="beta">The coefficients, NaN where they are not estimable.</param>
/// <param name="modes">The conditional modes of each random-effects term, by level and effect.</param>
internal sealed class RowPredictor(RowStep[] steps, int[] offsets, RowTerms fixedTerms, RandomRowTerm[] randomTerms, double[] beta, double[][] modes)
{
    private const int MostCodesOnStack = 32;
    private const int Unknown = -1;

    private readonly int _columns = randomTerms.Select(static term => term.Terms.ColumnCount).Append(fixedTerms.ColumnCount).Max();

    /// <summary>How many numbers a row has, those included that are computed.</summary>
    public required int NumberCount { get; init; }

    /// <summary>How many codes a row has, those included that are made of others.</summary>
    public required int CodeCount { get; init; }

    /// <summary>
    /// Predicts an ordinary row. False for one that lacks a value, has a level that no fitted row had where that matters, or has a number that is not
    /// finite: that row is for the design of many rows to predict or to refuse.
    /// </summary>
    /// <param name="numbers">The values of the numeric variables, in the model's order.</param>
    /// <param name="codes">The codes of the factors by the fitted levels, in the model's order; negative for none of them.</param>
    /// <param name="options">What to predict, and what of new levels.</param>
    /// <param name="value">The prediction.</param>
    public bool TryPredict(ReadOnlySpan<double> numbers, ReadOnlySpan<int> codes, PredictionOptions options, out double value)
    {
        using Room room = new(stackalloc double[Room.MostOnStack], NumberCount + _columns);
        Span<int> rowCodes = CodeCount <= MostCodesOnStack ? stackalloc int[MostCodesOnStack] : new int[CodeCount];
        PredictedRow row = new() { Numbers = room.Values[..NumberCount], Codes = rowCodes };
        numbers.CopyTo(row.Numbers);
        codes.CopyTo(row.Codes);
        value = 0;
        return AreFinite(numbers) && AreDeclared(codes) && RowSteps.TryTake(steps, row) && TryPredict(row, room.Values[NumberCount..], options, ref value);
    }

    private static bool AreFinite(ReadOnlySpan<double> numbers)
    {
        foreach (double number in numbers)
        {
            if (!double.IsFinite(number))
            {
                return false;
            }
        }

        return true;
    }

    // A code below that of an unknown level stands for a value that is none of the declared levels, which is refused whatever the options say.
    private static bool AreDeclared(ReadOnlySpan<int> codes)
    {
        foreach (int code in codes)
        {
            if (code < Unknown)
            {
                return false;
            }
        }

        return true;
    }

    private bool TryPredict(PredictedRow row, Span<double> columns, PredictionOptions options, ref double value)
    {
        if (!fixedTerms.TryWrite(row, columns))
        {
            return false;
        }

        for (int i = 0; i < offsets.Length; i++)
        {
            value = i == 0 ? row.Numbers[offsets[i]] : value + row.Numbers[offsets[i]];
        }

        // Coefficients that are not estimable count for nothing.
        for (int j = 0; j < beta.Length; j++)
        {
            if (!double.IsNaN(beta[j]))
            {
                value += beta[j] * columns[j];
            }
        }

        for (int term = 0; term < randomTerms.Length; term++)
        {
            if (!TryAddRandomEffects(row, term, columns, options, ref value))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryAddRandomEffects(PredictedRow row, int term, Span<double> columns, PredictionOptions options, ref double value)
    {
        // Predictions of the population have no use for the columns, but what cannot be predicted conditionally is refused all the same.
        RandomRowTerm random = randomTerms[term];
        if (!random.Terms.TryWrite(row, columns))
        {
            return false;
        }

        if (options.Target == PredictionTarget.Population)
        {
            return true;
        }

        int level = random.LevelOf(row);
        int effects = random.Terms.ColumnCount;
        for (int j = 0; j < effects && level >= 0; j++)
        {
            value += columns[j] * modes[term][(level * effects) + j];
        }

        return level >= 0 || options.NewLevels == NewLevels.UsePopulation;
    }
}
