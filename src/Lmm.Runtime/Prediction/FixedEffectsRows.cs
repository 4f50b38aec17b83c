using Lmm.Kernels;

namespace Lmm.Prediction;

/// <summary>Rows of X for values of the variables, and their derivatives by a variable, as the fitted rows have taught transforms and codings.</summary>
/// <param name="steps">The steps from what a row has to what its terms need.</param>
/// <param name="slopeSteps">The steps from the derivatives of the variables to those of what terms need, for rows whose numbers are there.</param>
/// <param name="offsets">The places of the offsets among the row's numbers.</param>
/// <param name="terms">The terms of X.</param>
internal sealed class FixedEffectsRows(RowStep[] steps, RowStep[] slopeSteps, int[] offsets, RowTerms terms)
{
    /// <summary>The numeric variables, in the order of a row's numbers.</summary>
    public required string[] Variables { get; init; }

    /// <summary>The factors as they were fitted, in the order of a row's codes.</summary>
    public required (string Name, FactorColumn Fitted)[] Factors { get; init; }

    /// <summary>How many numbers a row has, those included that are computed.</summary>
    public required int NumberCount { get; init; }

    /// <summary>How many codes a row has, those included that are made of others.</summary>
    public required int CodeCount { get; init; }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => terms.ColumnCount;

    /// <summary>Writes a row of X; false where the row has a level that no fitted row had, or a number that is not finite.</summary>
    /// <param name="numbers">The values of <see cref="Variables"/>.</param>
    /// <param name="codes">The codes of <see cref="Factors"/>.</param>
    /// <param name="columns">Room for the row.</param>
    /// <param name="offset">The sum of the offsets.</param>
    public bool TryRow(ReadOnlySpan<double> numbers, ReadOnlySpan<int> codes, Span<double> columns, out double offset)
    {
        using Room room = new(stackalloc double[Room.MostOnStack], NumberCount);
        PredictedRow row = new() { Numbers = room.Values, Codes = new int[CodeCount] };
        numbers.CopyTo(row.Numbers);
        codes.CopyTo(row.Codes);
        offset = 0;
        if (!RowSteps.TryTake(steps, row) || !terms.TryWrite(row, columns))
        {
            return false;
        }

        offset = OffsetOf(row.Numbers);
        return true;
    }

    /// <summary>Writes the derivative of a row of X by one of its variables; false as for <see cref="TryRow"/>, and where it is not finite.</summary>
    /// <param name="variable">The place of the variable in <see cref="Variables"/>.</param>
    /// <param name="numbers">The values of <see cref="Variables"/>.</param>
    /// <param name="codes">The codes of <see cref="Factors"/>.</param>
    /// <param name="columns">Room for the derivative.</param>
    /// <param name="offset">The sum of the derivatives of the offsets.</param>
    public bool TrySlope(int variable, ReadOnlySpan<double> numbers, ReadOnlySpan<int> codes, Span<double> columns, out double offset)
    {
        using Room room = new(stackalloc double[Room.MostOnStack], (2 * NumberCount) + ColumnCount);
        PredictedRow row = new() { Numbers = room.Values[..NumberCount], Slopes = room.Values.Slice(NumberCount, NumberCount), Codes = new int[CodeCount] };
        numbers.CopyTo(row.Numbers);
        codes.CopyTo(row.Codes);
        row.Slopes.Clear();
        row.Slopes[variable] = 1;
        columns.Clear();
        offset = 0;
        if (!RowSteps.TryTake(steps, row) || !RowSteps.TryTake(slopeSteps, row) || !terms.TryWriteSlopes(row, columns, room.Values[(2 * NumberCount)..]))
        {
            return false;
        }

        offset = OffsetOf(row.Slopes);
        return true;
    }

    private double OffsetOf(ReadOnlySpan<double> numbers)
    {
        double sum = 0;
        foreach (int place in offsets)
        {
            sum += numbers[place];
        }

        return sum;
    }
}
