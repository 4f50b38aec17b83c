using System.Collections;
using System.Globalization;
using System.Numerics;
using Lmm.Columns;
using Lmm.Formula.Binding;
using Lmm.Kernels;
using Lmm.Variables;

namespace Lmm.Reading;

/// <summary>Makes a column of values whose types are known only at run time: a query's, or a row type's by reflection.</summary>
internal static class ValueColumn
{
    /// <summary>
    /// Makes a column: whole numbers where every value is one of at most 64 bits, text where some are wider (doubles would make one of several), numbers where every value is one, truth values, dates
    /// (those of <see cref="DateTime"/> have no time of day, those in text are written by ISO 8601), and text otherwise.
    /// </summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">The values; null where missing.</param>
    /// <param name="origin">What the values come from, for messages.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="rowsBefore">The number of rows before these.</param>
    public static FrameColumn Make(string name, IReadOnlyList<object?> values, string origin, CancellationToken cancellationToken, long rowsBefore = 0)
    {
        IEnumerable<object?> all = values.StoppedBy(cancellationToken);
        if (all.All(value => value is null || Whole(value) is not null) && all.Any(value => value is not null))
        {
            return FrameColumn.Integer(name, all.Select(Whole));
        }

        if (all.All(value => value is null || IsNumber(value)))
        {
            return FrameColumn.Numeric(name, all.Select(ToDouble));
        }

        if (all.All(value => value is null or bool))
        {
            return FrameColumn.Boolean(name, all.Select(value => (bool?)value));
        }

        string?[] labels = [.. all.Select(value => Label(name, value, origin))];
        bool areDates = labels.StoppedBy(cancellationToken).All(label => label is null || TextColumns.Is(ColumnType.Date, label));
        VariableDeclaration declaration = new(name, name, VariableType.Text, areDates ? "date" : "text");
        return CategoricalColumn.Encode(declaration, labels, Reason(name, values, labels, origin, rowsBefore), Strays(values, labels, origin, rowsBefore), cancellationToken);
    }

    /// <summary>A whole number of any type that fits 64 bits; null for every other value.</summary>
    public static long? Whole(object? value) => value switch
    {
        long or int or short or sbyte or byte or uint or ushort => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number => Narrow(number),
        nint number => number,
        nuint number => Narrow(number),
        Int128 number => Narrow(number),
        UInt128 number => Narrow(number),
        BigInteger number => Narrow(number),
        _ => null,
    };

    private static long? Narrow(BigInteger number) => number >= long.MinValue && number <= long.MaxValue ? (long)number : null;

    private static bool IsNumber(object value) => value is double or float or decimal or Half || Whole(value) is not null;

    /// <summary>A number of any built-in type as a double; NaN for null.</summary>
    public static double ToDouble(object? value) => value switch
    {
        null => double.NaN,
        Half number => (double)number,
        Int128 number => (double)number,
        UInt128 number => (double)number,
        nint number => number,
        nuint number => number,
        BigInteger number => (double)number,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };

    private static string? Label(string name, object? value, string origin) => value switch
    {
        null => null,
        DateTime time when LevelLabel.Everywhere(time) is { TimeOfDay.Ticks: 0 } day => LevelLabel.Of(DateOnly.FromDateTime(day)),
        byte[] => throw new DataSourceException(LmmErrorCode.UnsuitableColumn, origin, "the values are binary; cast them to text or numbers in the query, or leave the column out.", column: name),
        Array or BitArray or IList or IDictionary => throw new DataSourceException(LmmErrorCode.UnsuitableColumn, origin, "the values are lists; take one of their members, or cast them to text in the query, or leave the column out.", column: name),
        _ => LevelLabel.Of(value),
    };

    private static StrayCells? Strays(IReadOnlyList<object?> values, string?[] labels, string origin, long rowsBefore)
    {
        int numbers = values.Count(value => value is not null && IsNumber(value));
        int[] others = [.. Enumerable.Range(0, labels.Length).Where(row => values[row] is { } value && !IsNumber(value))];
        return numbers > others.Length
            ? new StrayCells([.. others.Take(StrayCells.MostKept).Select(row => new StrayCell(rowsBefore + row + 1, labels[row]!))], others.Length, numbers, 0, origin, "row", "correct it, or cast the column in the query")
            : null;
    }

    // Where just some values are no numbers, one is shown.
    private static string? Reason(string name, IReadOnlyList<object?> values, string?[] labels, string origin, long rowsBefore)
    {
        int row = values.Index().FirstOrDefault(value => value.Item is not null && !IsNumber(value.Item), (-1, null)).Index;
        return row < 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{name} is text because row {rowsBefore + row + 1} of {origin} holds '{labels[row]}'; if it should be a number, correct the row or cast the column.");
    }
}
