using System.ComponentModel;
using System.Numerics;

namespace Lmm;

/// <summary>
/// The current record of a text file or of a query, cell by cell; the columns are told by their indices. Wherever a value is missing that must not be, or is
/// not of its type, the fault names line and column. Records are structs, so that what generated code does with one is compiled for each of them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRecord
{
    /// <summary>True when the value is missing.</summary>
    bool IsMissing(int column);

    /// <summary>A number; NaN when it is missing.</summary>
    double Number(int column);

    /// <summary>A number of another floating-point type, rounded once; NaN when it is missing.</summary>
    T Real<T>(int column)
        where T : struct, IFloatingPointIeee754<T>;

    /// <summary>A <c>decimal</c>.</summary>
    decimal Decimal(int column);

    /// <summary>A whole number of any type.</summary>
    T Integer<T>(int column)
        where T : struct, IBinaryInteger<T>;

    /// <summary>A truth value: TRUE or FALSE in any case, or 1 or 0.</summary>
    bool Truth(int column);

    /// <summary>A text; equal texts of one column are one object.</summary>
    string Text(int column);

    /// <summary>A text of one character.</summary>
    char Character(int column);

    /// <summary>A value of a type that reads itself from text, such as a date.</summary>
    T Parse<T>(int column)
        where T : IParsable<T>;

    /// <summary>A value of an enum, by its name, else by its name in another case, else by its number.</summary>
    T Level<T>(int column, EnumNames<T> names)
        where T : struct, Enum;
}
