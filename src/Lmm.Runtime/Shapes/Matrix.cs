using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;

namespace Lmm;

/// <summary>A matrix that cannot be changed, such as the covariance matrix of coefficients.</summary>
[JsonConverter(typeof(ResultJsonConverter<Matrix>))]
public sealed class Matrix : IJsonResult
{
    private readonly double[,] _values;

    /// <summary>Takes over an array that nobody else keeps.</summary>
    internal Matrix(double[,] values) => _values = values;

    /// <summary>A matrix with the elements of an array, which is copied.</summary>
    public static Matrix Of(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new Matrix((double[,])values.Clone());
    }

    /// <summary>The number of rows.</summary>
    public int RowCount => _values.GetLength(0);

    /// <summary>The number of columns.</summary>
    public int ColumnCount => _values.GetLength(1);

    /// <summary>The element at a row and a column, both counted from zero.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row or column.</exception>
    public double this[int row, int column] => _values[row, column];

    /// <summary>The elements in an array of their own, rows × columns.</summary>
    public double[,] ToArray() => (double[,])_values.Clone();

    /// <summary>How many rows and columns there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{RowCount} rows, {ColumnCount} columns");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => json.WriteArray(Enumerable.Range(0, RowCount), row => json.WriteArray(Enumerable.Range(0, ColumnCount), column => json.WriteReal(this[row, column])));
}
