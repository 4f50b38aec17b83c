using System.Data.Common;
using Lmm.Cells;
using Lmm.Variables;

namespace Lmm.Databases;

/// <summary>Reads what fits of many responses need from sources that each have rows of their own, and adds it up. All are asked at the same time.</summary>
/// <param name="readings">The sources, one or more.</param>
/// <param name="plan">What is asked.</param>
/// <param name="cancellationToken">Stops the work, in the engines too.</param>
internal sealed class ResponseSources(DatabaseReading[] readings, ManyResponsesPlan plan, CancellationToken cancellationToken)
{
    // The sources that have rows of a response.
    private Dictionary<string, bool[]> _owners = [];

    /// <summary>What each source returns for a statement.</summary>
    public Task<T[]> ReadAsync<T>(string statement, Func<DbDataReader, T> read)
        => Task.WhenAll(readings.Select(reading => reading.ReadAsync(statement, [], read, cancellationToken)));

    /// <summary>What transforms learn from of rows that are in no cell.</summary>
    public async Task<List<(object?[] Values, long Count)>> IncompleteAsync()
        => [.. (await Task.WhenAll(readings.Select(reading => reading.IncompleteAsync(plan.Sql, plan.Statements.Incomplete(), cancellationToken))).ConfigureAwait(false)).SelectMany(static rows => rows)];

    /// <summary>What is known of the values of responses in columns.</summary>
    /// <param name="first">The first of the responses.</param>
    /// <param name="end">The response after the last.</param>
    public async Task<RangedResponse[]> RangesAsync(int first, int end)
    {
        return (await ReadAsync(plan.Statements.Ranges([.. plan.Values.Take(first..end)]), Read).ConfigureAwait(false))
            .Aggregate(static (some, others) => [.. some.Zip(others, RangedResponse.Join)]);

        RangedResponse[] Read(DbDataReader reader)
        {
            reader.Read();
            long rows = DatabaseReading.Whole(reader, 0);
            return [.. Enumerable.Range(0, end - first).Select(response => new RangedResponse(plan.Responses[first + response], rows, DatabaseReading.Number(reader, 1 + (4 * response))))];
        }
    }

    /// <summary>Adds the sums of responses in columns to their cells.</summary>
    /// <param name="values">The values of the responses.</param>
    /// <param name="cells">Their cells.</param>
    /// <returns>False when the design has not all of the cells.</returns>
    public async Task<bool> SumsAsync(IReadOnlyList<string> values, CellTable[] cells)
    {
        return Array.TrueForAll(await ReadAsync(plan.Statements.Sums(values), Read).ConfigureAwait(false), static isKnown => isKnown);

        bool Read(DbDataReader reader)
        {
            var sums = new ResponseReading(reader, plan.Cells, firstKey: 0);
            bool isKnown = true;
            while (isKnown && reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                lock (cells)
                {
                    isKnown = sums.AddResponses(cells);
                }
            }

            return isKnown;
        }
    }

    /// <summary>The responses that rows name, in order, with what is known of their values.</summary>
    public async Task<RangedResponse[]> NamedAsync()
    {
        (object Name, RangedResponse Response)[][] read = await ReadAsync(plan.Statements.Ranges(plan.Values), Read).ConfigureAwait(false);
        _owners = [];
        Dictionary<string, RangedResponse> responses = [];
        KeyValues names = new();
        foreach ((int source, (object name, RangedResponse response)) in read.SelectMany(static (found, source) => found.Select(response => (source, response))))
        {
            if (!responses.TryGetValue(response.Name, out RangedResponse? known))
            {
                names.Add(name);
                _owners.Add(response.Name, new bool[readings.Length]);
            }

            responses[response.Name] = known is null ? response : RangedResponse.Join(known, response);
            _owners[response.Name][source] = true;
        }

        return names.Count == 0 ? [] : [.. names.Column(plan.NameColumn!, [.. Enumerable.Range(0, names.Count)], [], cancellationToken).AsFactor().Levels.Select(level => responses[level])];

        (object, RangedResponse)[] Read(DbDataReader reader)
        {
            List<(object, RangedResponse)> found = [];
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                object name = reader.GetValue(0);
                found.Add((name, new RangedResponse(LevelLabel.Of(name), DatabaseReading.Whole(reader, 1), DatabaseReading.Number(reader, 2))));
            }

            return [.. found];
        }
    }

    /// <summary>
    /// Reads the sums of responses that rows name, one response after the other. A response is complete when all sources that have it have given it; the one that is waited for is asked first, so that few wait where sources have one
    /// order, and none gets lost where they have not.
    /// </summary>
    /// <param name="cellsOf">Makes the cells of a response; null for one that is not wanted.</param>
    /// <param name="whenComplete">Takes a response whose sums are all there.</param>
    /// <returns>False when the design has not all of the cells, or the responses are others than before.</returns>
    public async Task<bool> NamedSumsAsync(Func<string, CellTable?> cellsOf, Action<string, CellTable> whenComplete)
    {
        Task<RunningStatement>[] starting = [.. readings.Select(reading => reading.StartAsync(plan.Statements.Sums(plan.Values), [], cancellationToken))];
        try
        {
            RunningStatement[] running = await Task.WhenAll(starting).ConfigureAwait(false);
            return new NamedSums([.. running.Select((statement, source) => new NamedSource(readings[source], statement, plan.Cells, cancellationToken))], _owners, cellsOf, whenComplete).Read();
        }
        finally
        {
            foreach (Task<RunningStatement> started in starting.Where(static started => started.IsCompletedSuccessfully))
            {
                (await started.ConfigureAwait(false)).Dispose();
            }
        }
    }
}
