using System.Globalization;

namespace Lmm.Variables;

/// <summary>Where rows stand in what they come from, for messages.</summary>
/// <param name="InputRows">The rows of the input, counted from zero, that they are; null for all.</param>
/// <param name="Lines">The lines where the rows of the input begin; null where it is no text.</param>
internal readonly record struct RowPlaces(int[]? InputRows, RowLines? Lines)
{
    /// <summary>The number of rows that a stream had before these; zero where they are all.</summary>
    public long Before { get; init; }

    /// <summary>The number of a row, counted from one, in the input, where dropped rows count too.</summary>
    public int NumberOf(int row) => 1 + (InputRows is null ? row : InputRows[row]);

    /// <summary>The place of a row, such as <c>line 7</c> of a text, or <c>row 6</c>.</summary>
    public string Of(int row) => Lines is null
        ? string.Create(CultureInfo.InvariantCulture, $"row {Before + NumberOf(row)}")
        : string.Create(CultureInfo.InvariantCulture, $"line {Lines[NumberOf(row) - 1]}");
}
