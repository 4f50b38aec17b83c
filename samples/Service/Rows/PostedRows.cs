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

    private static readonly string[] Charsets = ["utf-8", "us-ascii"];

    /// <summary>The rows, in the format that the request names.</summary>
    /// <exception cref="BadHttpRequestException">The request names no format, another one, another charset than UTF-8, or a compression that is not read.</exception>
    public static IAsyncEnumerable<Trial> Of(HttpRequest request, ServiceLimits limits)
    {
        bool isText = IsText(request.ContentType);
        string compression = request.Headers.ContentEncoding.ToString();
        if (compression.Length > 0 && !compression.Equals("identity", StringComparison.OrdinalIgnoreCase) && !(isText && compression.Equals("gzip", StringComparison.OrdinalIgnoreCase)))
        {
            throw Unsupported($"Rows that are compressed are read as gzip of {Csv}; send others as they are.");
        }

        return Checked(isText ? TrialModel.EnumerateCsvAsync(request.Body) : JsonRows.Of(request.Body), limits.MaximumRows);
    }

    private static bool IsText(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            || (!type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase) && !type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)))
        {
            throw Unsupported($"The Content-Type must be {Json} or {Csv}.");
        }

        string charset = HeaderUtilities.RemoveQuotes(type.Charset).ToString();
        return charset.Length == 0 || Charsets.Contains(charset, StringComparer.OrdinalIgnoreCase)
            ? type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase)
            : throw Unsupported("The charset must be UTF-8; convert the rows, and name it or none.");
    }

    private static BadHttpRequestException Unsupported(string message) => new(message, StatusCodes.Status415UnsupportedMediaType);

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
