using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using Lmm.Formula.Binding;
using Lmm.Reading;
using Lmm.Variables;

namespace Lmm;

/// <summary>
/// Reads records cell by cell, of a text file or of a database's query, and converts what the cells hold. Generated code asks it for the indices of columns, and
/// has the values from an <see cref="IRecord"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordReader : IDisposable
{
    private const NumberStyles NumberStyle = NumberStyles.Float;

    private protected RecordReader()
    {
    }

    /// <summary>The file, or what else the records come from.</summary>
    internal abstract string Origin { get; }

    /// <summary>The names of the columns.</summary>
    private protected abstract IReadOnlyList<string> Names { get; }

    /// <summary>The format of numbers in text.</summary>
    private protected virtual NumberFormatInfo NumberFormat => NumberFormatInfo.InvariantInfo;

    /// <summary>The index of the column that a name means: the one of exactly that name, else the only one that differs just in case.</summary>
    /// <exception cref="DataSourceException">There is none.</exception>
    public int Column(string name)
    {
        int index = OptionalColumn(name);
        if (index >= 0)
        {
            return index;
        }

        IReadOnlyList<string> nearest = NearestNames.Of(name, Names);
        string advice = nearest.Count > 0 ? $"is it '{nearest[0]}'? Rename it" : $"there are {LevelLabel.List([.. Names])}. Add it";
        throw new DataSourceException(LmmErrorCode.UnknownColumn, Origin, $"there is no column '{name}'; {advice}, or give the row's member the column's name by [Variable].");
    }

    /// <summary>As <see cref="Column(string)"/>, but where no model uses the column it may be lacking, and the index is -1.</summary>
    /// <param name="name">The name.</param>
    /// <param name="used">The names of the columns that are used.</param>
    /// <exception cref="DataSourceException">There is none, and it is used.</exception>
    public int Column(string name, string[] used) => Array.IndexOf(used, name) >= 0 ? Column(name) : OptionalColumn(name);

    private int OptionalColumn(string name)
    {
        int caseless = -1;
        int matches = 0;
        for (int i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return i;
            }

            if (Names[i].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                caseless = i;
                matches++;
            }
        }

        return matches == 1 ? caseless : -1;
    }

    /// <summary>Goes to the next record; false at the end.</summary>
    /// <exception cref="DataSourceException">The line is malformed.</exception>
    internal abstract bool Read();

    /// <summary>As <see cref="Read"/>, by asynchronous reading alone.</summary>
    internal abstract ValueTask<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>True when a fault of a record has taught something, so that the record is to be read again.</summary>
    internal virtual bool Learns(Exception fault) => false;

    // The values, as IRecord describes them.

    internal abstract bool IsMissing(int column);

    internal abstract double Number(int column);

    internal abstract bool Truth(int column);

    internal abstract string Text(int column);

    internal T Real<T>(int column)
        where T : struct, IFloatingPointIeee754<T>
        => IsMissing(column) ? T.NaN
            : T.TryParse(PresentNumber(column), NumberStyle, NumberFormat, out T value) ? value
            : double.IsInfinity(Number(column)) ? T.CreateSaturating(Number(column)) : throw NoNumber(column);

    internal decimal Decimal(int column)
        => decimal.TryParse(PresentNumber(column), NumberStyle, NumberFormat, out decimal value) ? value : throw NoNumber(column);

    internal T Integer<T>(int column)
        where T : struct, IBinaryInteger<T>
    {
        if (TryWhole(column, out long whole))
        {
            return Whole<T>(column, whole);
        }

        string text = PresentNumber(column);
        if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T wide))
        {
            return wide;
        }

        throw BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? OutOfRange<T>(column)
            : Fault(column, $"'{Shown(text)}' is no whole number; correct it, or give the row's member the type double.");
    }

    /// <summary>A whole number that was read as one of 64 bits.</summary>
    internal T Whole<T>(int column, long whole)
        where T : struct, IBinaryInteger<T>
    {
        T value = T.CreateTruncating(whole);
        return long.CreateSaturating(value) == whole && T.IsNegative(value) == (whole < 0) ? value : throw OutOfRange<T>(column);
    }

    internal char Character(int column)
    {
        string text = Text(column);
        return text.Length == 1 ? text[0] : throw Fault(column, $"'{Shown(text)}' is not one character; correct it, or give the row's member the type string.");
    }

    internal virtual T Parse<T>(int column)
        where T : IParsable<T>
        => Parse<T>(column, Present(column));

    /// <summary>A value of a type that reads itself from the text of a cell.</summary>
    internal T Parse<T>(int column, string text)
        where T : IParsable<T>
        => !text.EndsWith('\0') && DateTimeText.TryParse<T>(text, out T? value)
            ? value
            : throw Fault(column, $"'{Shown(text)}' is no {typeof(T).Name}; correct it, or give the row's member the type string.");

    internal T Level<T>(int column, EnumNames<T> names)
        where T : struct, Enum
        => Level(column, names, Text(column));

    /// <summary>The value of an enum that the text of a cell names.</summary>
    internal T Level<T>(int column, EnumNames<T> names, string text)
        where T : struct, Enum
        => names.TryFind(text, out T value)
            ? value
            : throw Fault(column, $"'{Shown(text)}' is none of the names of {typeof(T).Name} ({LevelLabel.List(names.All)}); correct it, or add it to the enum.");

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what this reader has opened.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>A cell as text, which need not be one object for equal texts.</summary>
    private protected abstract string Raw(int column);

    /// <summary>A cell as a whole number of up to 64 bits; false when it is missing or none.</summary>
    private protected abstract bool TryWhole(int column, out long value);

    /// <summary>A fault of the current record.</summary>
    private protected abstract DataSourceException Fault(int column, string message);

    /// <summary>The cure of a cell that should be a number and is none.</summary>
    private protected virtual string NumberCure(int column) => "correct it, or give the row's member the type string";

    private protected DataSourceException NoNumber(int column) => Fault(column, $"'{Shown(Raw(column))}' is no number; {NumberCure(column)}.");

    private protected DataSourceException Missing(int column)
        => Fault(column, "the value is missing, and the row's member must have one; give the member a nullable type, or fill the value in.");

    private protected string Present(int column) => IsMissing(column) ? throw Missing(column) : Raw(column);

    private protected static string Shown(string text) => CellText.Shown(text);

    // The framework's parsers pass over zeros at the end, as of strings in C.
    private string PresentNumber(int column)
    {
        string text = PlainNumber.Of(Present(column));
        return text.EndsWith('\0') ? throw NoNumber(column) : text;
    }

    private DataSourceException OutOfRange<T>(int column)
        => Fault(column, $"'{Shown(Raw(column))}' is too large or too small for {typeof(T).Name}; correct it, or give the row's member a wider type.");
}
