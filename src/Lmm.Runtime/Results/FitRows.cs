using System.Globalization;
using Lmm.Results;

namespace Lmm;

/// <summary>Which rows of its input a fit was made of. Rows are counted from one, dropped rows too, as in messages.</summary>
/// <remarks>Rows of weight zero are among them: they have no part in estimates, but fitted values and residuals.</remarks>
public sealed class FitRows
{
    private readonly CompleteCases _rows;

    internal FitRows(CompleteCases rows) => _rows = rows;

    /// <summary>The number of rows that were kept: the length of everything that a fit has one of per row.</summary>
    public int Count => _rows.RowCount;

    /// <summary>The number of rows of the input, dropped rows included.</summary>
    public int InputCount => _rows.RowCount + _rows.DroppedRowCount;

    /// <summary>The numbers of the rows that were kept, in order.</summary>
    public IReadOnlyList<int> Numbers => field ??= Array.AsReadOnly(NumbersOfKept());

    /// <summary>The numbers of the rows that were dropped because a value was missing, in order.</summary>
    public IReadOnlyList<int> DroppedNumbers => field ??= Array.AsReadOnly(NumbersOfDropped());

    /// <summary>Of one thing per row of the input, such as the rows themselves, those of the rows that were kept: they pair with residuals.</summary>
    /// <param name="input">One for each row of the input, in the input's order.</param>
    /// <exception cref="ArgumentException">There are more or fewer than the input had rows.</exception>
    public IReadOnlyList<T> Of<T>(IEnumerable<T> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        IReadOnlyList<T> all = input as IReadOnlyList<T> ?? [.. input];
        if (all.Count != InputCount)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{_rows.ModelName}: there are {all.Count} values, and the input of the fit had {InputCount} rows; give one value per row of the input, in its order."),
                nameof(input));
        }

        return Array.AsReadOnly<T>([.. Numbers.Select(number => all[number - 1])]);
    }

    /// <summary>The values at the places of the input, NaN where a row was dropped; a new array.</summary>
    internal double[] ToInputRows(ReadOnlySpan<double> kept) => PlacedValues.OfInput(_rows, kept.ToArray());

    /// <summary>How many rows there are, and of how many.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_rows.ModelName}: {Count} of {InputCount} rows, {_rows.DroppedRowCount} dropped");

    private int[] NumbersOfKept()
    {
        var numbers = new int[Count];
        for (int row = 0; row < numbers.Length; row++)
        {
            numbers[row] = _rows.InputRowNumber(row);
        }

        return numbers;
    }

    private int[] NumbersOfDropped()
    {
        var dropped = new List<int>(_rows.DroppedRowCount);
        int kept = 0;
        for (int number = 1; number <= InputCount; number++)
        {
            if (kept < Count && Numbers[kept] == number)
            {
                kept++;
            }
            else
            {
                dropped.Add(number);
            }
        }

        return [.. dropped];
    }
}
