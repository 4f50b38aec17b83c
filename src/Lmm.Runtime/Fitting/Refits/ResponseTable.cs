using System.Globalization;

namespace Lmm;

/// <summary>Many responses to fit on one design, such as the genes of a study: one value per row of the data, NaN where it is missing.</summary>
public sealed class ResponseTable
{
    private readonly IReadOnlyList<double[]> _values;

    /// <summary>Takes responses, which are not copied.</summary>
    /// <param name="values">One array per response, on the scale of the formula's left side, all of one length.</param>
    /// <param name="names">The names of the responses; null to number them from 1.</param>
    /// <exception cref="ArgumentException">The responses differ in length, or there is not one name for each.</exception>
    public ResponseTable(IReadOnlyList<double[]> values, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        RowCount = values.Count == 0 ? 0 : values[0].Length;
        for (int response = 0; response < values.Count; response++)
        {
            if (values[response].Length != RowCount)
            {
                throw new ArgumentException($"Response {response + 1} has {values[response].Length} values, and the first has {RowCount}; each needs one value per row.", nameof(values));
            }
        }

        if (names is not null && names.Count != values.Count)
        {
            throw new ArgumentException($"There are {names.Count} names for {values.Count} responses.", nameof(names));
        }

        _values = values;
        Names = names ?? [.. Enumerable.Range(1, values.Count).Select(static number => number.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>The number of responses.</summary>
    public int Count => _values.Count;

    /// <summary>The number of values of each response.</summary>
    public int RowCount { get; }

    /// <summary>The names of the responses.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The values of a response.</summary>
    public ReadOnlySpan<double> this[int response] => _values[response];

    /// <summary>Takes the rows of a matrix, responses × rows of the data.</summary>
    public static ResponseTable FromMatrix(double[,] matrix, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int rows = matrix.GetLength(1);
        var values = new double[matrix.GetLength(0)][];
        for (int response = 0; response < values.Length; response++)
        {
            values[response] = new double[rows];
            Buffer.BlockCopy(matrix, response * rows * sizeof(double), values[response], 0, rows * sizeof(double));
        }

        return new ResponseTable(values, names);
    }

    /// <summary>How many responses of how many values there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} responses of {RowCount} values");
}
