using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Service.Rows;

/// <summary>Rows of an array in JSON, read while it arrives.</summary>
internal static class JsonRows
{
    /// <summary>The rows of a body.</summary>
    /// <param name="body">The body; it is read to its end.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <exception cref="RowException">A row is malformed or incomplete.</exception>
    public static async IAsyncEnumerable<Trial> Of(Stream body, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using IAsyncEnumerator<PostedTrial?> posted = JsonSerializer.DeserializeAsyncEnumerable(body, ServiceContext.Default.PostedTrial, stop).GetAsyncEnumerator(stop);
        for (long row = 1; await MoveNext(posted, row); row++)
        {
            yield return Complete(posted.Current, row);
        }
    }

    private static async ValueTask<bool> MoveNext(IAsyncEnumerator<PostedTrial?> posted, long row)
    {
        try
        {
            return await posted.MoveNextAsync();
        }
        catch (JsonException fault)
        {
            (int ahead, string? column) = Place(fault.Path);
            throw new RowException(row + ahead, column, Message(fault, column), fault);
        }
    }

    private static Trial Complete(PostedTrial? posted, long row) => new(
        posted?.Reaction ?? throw RowException.Missing(row, nameof(Trial.Reaction)),
        posted.Days ?? throw RowException.Missing(row, nameof(Trial.Days)),
        posted.Subject ?? throw RowException.Missing(row, nameof(Trial.Subject)));

    private static string Message(JsonException fault, string? column)
    {
        string what = column switch
        {
            _ when fault.Message.Contains("uplicate property", StringComparison.Ordinal) => "The row has a member twice",
            nameof(Trial.Reaction) or nameof(Trial.Days) => $"The value of '{column}' is no number",
            nameof(Trial.Subject) => $"The value of '{column}' is no text",
            _ => """This is no array of rows, as [{"reaction": 249.56, "days": 0, "subject": "308"}] is""",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{what} (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}).");
    }

    // A path such as $[3].reaction; rows are counted from the first that has not been given yet.
    private static (int Ahead, string? Column) Place(string? path)
    {
        if (path is null || !path.StartsWith("$[", StringComparison.Ordinal) || path.IndexOf(']') is not (> 0 and int end)
            || !int.TryParse(path.AsSpan(2, end - 2), NumberStyles.None, CultureInfo.InvariantCulture, out int ahead))
        {
            return (0, null);
        }

        return (ahead, RowException.ColumnOf(path[(end + 1)..].TrimStart('.')));
    }
}
