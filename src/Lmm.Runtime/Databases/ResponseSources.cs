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
    /// <summary>What each source returns for a statement.</summary>
    public Task<T[]> ReadAsync<T>(string statement, Func<DbDataReader, T> read)
        => Task.WhenAll(readings.Select(reading => reading.ReadAsync(statement, [], read, cancellationToken)));

    /// <summary>What transforms learn from of rows that are in no cell.</summary>
    public async Task<List<(object?[] Values, long Count)>> IncompleteAsync()
        => [.. (await Task.WhenAll(readings.Select(reading => new SourceSums(reading, plan.Sql).IncompleteAsync(plan.Statements.Incomplete(), cancellationToken))).ConfigureAwait(false)).SelectMany(static rows => rows)];

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
            var sums = new ResponseReading(reader, plan.Sql, firstKey: 0);
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
    public async Task<ResponseInTurn[]> NamedAsync()
    {
        (Dictionary<string, ResponseInTurn> found, KeyValues names) = await InTurnAsync(plan.Statements.Ranges(plan.Values), static range => range.Rows > 0).ConfigureAwait(false);
        return names.Count == 0 ? [] : [.. Factor().Levels.Select(level => found[level])];

        FrameColumn Factor() => names.Factor(plan.NameColumn!, cancellationToken) ?? names.Column(plan.NameColumn!, [.. Enumerable.Range(0, names.Count)], [], cancellationToken).AsFactor();
    }

    /// <summary>What is known of the values of responses in columns that statements turn into rows.</summary>
    /// <param name="first">The first of the responses.</param>
    /// <param name="end">The response after the last.</param>
    public async Task<ResponseInTurn[]> TurnedAsync(int first, int end)
    {
        // Sources return the sums of those responses alone of which they have a value.
        (Dictionary<string, ResponseInTurn> found, _) = await InTurnAsync(plan.Statements.Ranges([.. plan.Values.Take(first..end)]), static range => range.Values.Count > 0).ConfigureAwait(false);
        return [.. Enumerable.Range(0, end - first).Select(place => found.GetValueOrDefault(ResponseStatements.Turned(place)) is { } response
            ? response with { Ranges = response.Ranges with { Name = plan.Responses[first + place] } }
            : new ResponseInTurn(new RangedResponse(plan.Responses[first + place], 0, default), new bool[readings.Length]))];
    }

    private async Task<(Dictionary<string, ResponseInTurn> Found, KeyValues Names)> InTurnAsync(string statement, Func<RangedResponse, bool> hasSums)
    {
        (object Name, RangedResponse Ranges)[][] read = await ReadAsync(statement, Read).ConfigureAwait(false);
        Dictionary<string, ResponseInTurn> responses = [];
        KeyValues names = new();
        foreach ((int source, (object name, RangedResponse ranges)) in read.SelectMany(static (found, source) => found.Select(response => (source, response))))
        {
            if (responses.TryGetValue(ranges.Name, out ResponseInTurn? known))
            {
                responses[ranges.Name] = known with { Ranges = RangedResponse.Join(known.Ranges, ranges) };
            }
            else
            {
                names.Add(CellKey.Of(name));
                responses.Add(ranges.Name, new ResponseInTurn(ranges, new bool[readings.Length]));
            }

            responses[ranges.Name].Sources[source] = hasSums(ranges);
        }

        return (responses, names);

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
    /// Reads the sums of responses that come in turn. A response is complete when all sources that have it have given it; the one that is waited for is asked first, so that few wait where sources have one
    /// order, and none gets lost where they have not.
    /// </summary>
    /// <param name="values">The values of the responses.</param>
    /// <param name="sourcesOf">The sources that have sums of a response; null for an unknown one.</param>
    /// <param name="cellsOf">Makes the cells of a response; null for one that is not wanted.</param>
    /// <param name="whenComplete">Takes a response whose sums are all there.</param>
    /// <returns>False when the design has not all of the cells, or the responses are others than before.</returns>
    public async Task<bool> SumsInTurnAsync(IReadOnlyList<string> values, Func<string, bool[]?> sourcesOf, Func<string, CellTable?> cellsOf, Action<string, CellTable> whenComplete)
    {
        Task<RunningStatement>[] starting = [.. readings.Select(reading => reading.StartAsync(plan.Statements.Sums(values), [], cancellationToken))];
        try
        {
            RunningStatement[] running = await Task.WhenAll(starting).ConfigureAwait(false);
            return new NamedSums([.. running.Select((statement, source) => new NamedSource(readings[source], statement, plan.Sql, cancellationToken))], sourcesOf, cellsOf, whenComplete).Read();
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
