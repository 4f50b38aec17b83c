using System.Data.Common;
using System.Globalization;
using Lmm.Cells;
using Lmm.Design;

namespace Lmm.Databases;

/// <summary>Asks one source for the sums of a model, or of a part of it.</summary>
/// <param name="reading">The source.</param>
/// <param name="plan">How rows become cells, in the engine's language.</param>
internal sealed class SourceSums(DatabaseReading reading, SqlCells plan)
{
    private readonly CellStatements _statements = new(plan, reading.Source);

    /// <summary>The first pass.</summary>
    public async Task<RowsSummary> SummaryAsync(CancellationToken cancellationToken)
    {
        (long total, long complete) = (0, 0);
        List<NumberSummary> numbers = [];
        for (int batch = 0; batch < _statements.SummaryCount; batch++)
        {
            numbers.AddRange(await reading.ReadAsync(_statements.Summary(batch), [], Read, cancellationToken).ConfigureAwait(false));
        }

        int count = plan.Numbers.Count + plan.Covariates.Count;
        return new RowsSummary(total, complete, [.. numbers[..plan.Numbers.Count]], [.. numbers[plan.Numbers.Count..count]], plan.Weight is null ? null : numbers[^1]);

        NumberSummary[] Read(DbDataReader reader)
        {
            reader.Read();
            (total, complete) = (DatabaseReading.Whole(reader, 0), DatabaseReading.Whole(reader, 1));
            return [.. Enumerable.Range(0, (reader.FieldCount - 2) / 4).Select(number => DatabaseReading.Number(reader, 2 + (4 * number)))];
        }
    }

    /// <summary>The second pass: adds the cells of this source to those of others.</summary>
    /// <param name="summary">What the first pass said of all sources.</param>
    /// <param name="cells">Where the cells go; one source at a time adds to it.</param>
    /// <param name="aboutMeans">Whether numbers are taken about the means of their cells.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task CellsAsync(RowsSummary summary, CellTable cells, bool aboutMeans, CancellationToken cancellationToken)
    {
        // Further products go to cells that have the first, and not yet those of other sources.
        bool isWide = _statements.BatchCount > 1;
        bool areJoined = isWide && reading.IsOneOfMany;
        CellTable own = areJoined ? new CellTable(plan.Keys.Count, cells.Units) : cells;
        bool mayBeKnown = isWide || reading.IsOneOfMany;
        await ReadAsync(batch: 0, (row, _) => row.Add(own, mayBeKnown)).ConfigureAwait(false);
        for (int batch = 1; batch < _statements.BatchCount; batch++)
        {
            await ReadAsync(batch, static (row, own) => row.AddProducts(own)).ConfigureAwait(false);
        }

        if (areJoined)
        {
            lock (cells)
            {
                own.AddTo(cells);
            }
        }

        Task<bool> ReadAsync(int batch, Action<CellReading, CellTable> add) => reading.ReadAsync(
            aboutMeans ? _statements.CellsAboutMeans(batch) : _statements.Cells(batch),
            UnitsOf(summary),
            reader => Read(reader, new CellReading(reader, plan, aboutMeans, _statements.ProductsOf(batch)), add),
            cancellationToken);

        bool Read(DbDataReader reader, CellReading row, Action<CellReading, CellTable> add)
        {
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (reading.IsOneOfMany)
                {
                    lock (cells)
                    {
                        add(row, own);
                    }
                }
                else
                {
                    add(row, own);
                }

                if (own.Count > reading.MaximumCells)
                {
                    throw TooMany();
                }
            }

            return true;
        }
    }

    /// <summary>The second pass of two grouping factors: adds how their levels meet in this source to what is known of others.</summary>
    /// <param name="summary">What the first pass said of all sources.</param>
    /// <param name="isFirstKeyFirst">Whether the first key is the first factor.</param>
    /// <param name="pairs">Where the sums go; one source at a time adds to it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The number of rows whose levels are known.</returns>
    public Task<long> PairsAsync(RowsSummary summary, bool isFirstKeyFirst, PairSums pairs, CancellationToken cancellationToken)
    {
        return reading.ReadAsync(_statements.Cells(batch: 0), UnitsOf(summary), Read, cancellationToken);

        long Read(DbDataReader reader)
        {
            var own = new PairReading(reader, plan, isFirstKeyFirst, pairs);
            long rows = 0;
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows += reading.IsOneOfMany ? AddInTurn(own) : own.Add();
                if (pairs.Count > reading.MaximumCells)
                {
                    throw TooMany();
                }
            }

            return rows;
        }

        long AddInTurn(PairReading own)
        {
            lock (pairs)
            {
                return own.Add();
            }
        }
    }

    private static (string, double)[] UnitsOf(RowsSummary summary)
        => [.. summary.Numbers.SelectMany(static (number, place) => new[] { (CellStatements.CentreOf(place), number.Unit.Centre), (CellStatements.ScaleOf(place), number.Unit.Scale) })];

    private DataSourceException TooMany() => new(LmmErrorCode.TooLarge, reading.Name, string.Create(
        CultureInfo.InvariantCulture,
        $"rows make more than {reading.MaximumCells} cells by {string.Join(", ", plan.Plan.KeyVariables.Select(static variable => variable.Name))}; take a factor or a transform of a number out of the formula, use DatabaseStrategy.Sums, use DatabaseStrategy.Pairs where grouping factors cross, or raise DatabaseOptions.MaximumCells where the memory allows it."));

    /// <summary>What transforms learn from of rows that lack another variable: the values of the plan's learned keys, null where missing, and the number of rows.</summary>
    public Task<List<(object?[] Values, long Count)>> IncompleteAsync(CancellationToken cancellationToken)
        => IncompleteAsync(_statements.Incomplete(), cancellationToken);

    /// <summary>The same by a statement of its own.</summary>
    public Task<List<(object?[] Values, long Count)>> IncompleteAsync(string statement, CancellationToken cancellationToken)
    {
        return reading.ReadAsync(statement, [], Read, cancellationToken);

        List<(object?[], long)> Read(DbDataReader reader)
        {
            List<(object?[], long)> rows = [];
            while (reader.Read())
            {
                rows.Add(([.. Enumerable.Range(0, plan.Learned.Count).Select(key => reader.IsDBNull(key) ? null : reader.GetValue(key))], DatabaseReading.Whole(reader, plan.Learned.Count)));
            }

            return rows;
        }
    }
}
