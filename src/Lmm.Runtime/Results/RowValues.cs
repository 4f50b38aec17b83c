using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;

namespace Lmm;

/// <summary>
/// What a fit has one of per row, such as residuals, with the rows that the values are of. Where rows were dropped, the values are fewer than
/// the input's rows: pair them by <see cref="RowNumbers"/>, or take <see cref="ToInputRows"/>.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<RowValues>))]
public sealed class RowValues : IReadOnlyList<double>, IJsonResult
{
    private readonly double[] _values;

    internal RowValues(FitRows rows, double[] values)
    {
        Rows = rows;
        _values = values;
    }

    /// <summary>The rows that the values are of.</summary>
    public FitRows Rows { get; }

    /// <summary>The numbers, counted from one, that the rows have in the input, where dropped rows count too; one per value.</summary>
    public IReadOnlyList<int> RowNumbers => Rows.Numbers;

    /// <summary>The number of values: one for each row that was kept.</summary>
    public int Count => _values.Length;

    /// <summary>A value, counted from zero among the rows that were kept.</summary>
    public double this[int index] => _values[index];

    /// <summary>One value per row of the input, in its order; NaN for rows that were dropped. A new array each time.</summary>
    public double[] ToInputRows() => Rows.ToInputRows(_values);

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_values).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>How many values there are, and of which rows.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} values, of {Rows}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => json.WriteArray(ToInputRows(), json.WriteReal);
}
