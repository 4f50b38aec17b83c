using System.Globalization;
using System.Runtime.CompilerServices;
using Lmm;
using Microsoft.Net.Http.Headers;
using Service.Limits;

namespace Service.Rows;

/// <summary>The rows of a request, read while they arrive and checked one by one.</summary>
internal static class PostedRows
{
    /// <summary>The media type of rows in JSON: an array of objects.</summary>
    public const string Json = "application/json";

    /// <summary>The media type of rows as text: a header, then a line per row.</summary>
    public const string Csv = "text/csv";

    // Names are kept for every subject, so that their length counts.
    private const int LongestName = 200;

    /// <summary>The rows, in the format that the request names; other formats do not come here.</summary>
    public static IAsyncEnumerable<Trial> Of(HttpRequest request, ServiceLimits limits)
    {
        bool isText = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) && type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase);
        return Checked(isText ? TrialModel.EnumerateCsvAsync(request.Body) : JsonRows.Of(request.Body), limits.MaximumRows);
    }

    private static async IAsyncEnumerable<Trial> Checked(IAsyncEnumerable<Trial> rows, int most, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using IAsyncEnumerator<Trial> enumerator = rows.GetAsyncEnumerator(stop);
        for (int row = 1; await MoveNext(enumerator, row); row++)
        {
            if (row > most)
            {
                throw new TooManyRowsException(most);
            }

            yield return Checked(enumerator.Current, row);
        }
    }

    private static async ValueTask<bool> MoveNext(IAsyncEnumerator<Trial> rows, int row)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (DataSourceException fault) when (fault.Line is { } line)
        {
            throw new RowException(row, RowException.ColumnOf(fault.Column), fault.Message, fault) { Line = line };
        }
    }

    private static Trial Checked(Trial trial, int row)
    {
        CheckFinite(trial.Reaction, row, nameof(Trial.Reaction));
        CheckFinite(trial.Days, row, nameof(Trial.Days));
        return trial.Subject.Length <= LongestName
            ? trial
            : throw new RowException(row, nameof(Trial.Subject), string.Create(CultureInfo.InvariantCulture, $"The name has {trial.Subject.Length} characters; send one of {LongestName} or fewer."));
    }

    private static void CheckFinite(double value, int row, string column)
    {
        if (double.IsNaN(value))
        {
            throw RowException.Missing(row, column);
        }

        if (double.IsInfinity(value))
        {
            throw new RowException(row, column, "The number is infinite, or larger than double numbers are; send a finite one, or leave the row out.");
        }
    }
}
