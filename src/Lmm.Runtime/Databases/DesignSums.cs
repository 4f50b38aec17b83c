using System.Data.Common;
using System.Globalization;
using Lmm.Cells;
using Lmm.Formula.Binding;

namespace Lmm.Databases;

/// <summary>The sums of a design whose responses are apart, which are read before any of these.</summary>
/// <param name="Summary">What is known of the rows as a whole.</param>
/// <param name="Cells">The cells, whose last number is nought.</param>
/// <param name="Incomplete">What transforms learn from of rows that are in no cell.</param>
internal sealed record DesignSums(RowsSummary Summary, CellTable Cells, IReadOnlyCollection<(object?[] Values, long Count)> Incomplete)
{
    /// <summary>Reads the sums.</summary>
    /// <exception cref="ModelException">No response can be fitted to the rows.</exception>
    public static async Task<DesignSums> ReadAsync(ResponseSources sources, ManyResponsesPlan plan, ModelSpec spec, string model, DatabaseOptions options, CancellationToken cancellationToken)
    {
        bool hasWeights = plan.Cells.HasWeights;
        int numbers = plan.Cells.Numbers.Count - 1;
        RowsSummary summary = (await sources.ReadAsync(plan.Statements.Summary(), ReadSummary).ConfigureAwait(false)).Aggregate(RowsSummary.Join);
        summary.RefuseFaults(plan.Cells, spec, model, options.Fit, hasResponse: false);
        if (Array.FindIndex(summary.Numbers, static number => !number.AreSummedAsTheyAre) is >= 0 and int number)
        {
            throw OutOfRange(model, plan.Cells.Numbers[number].Label.Replace("\n", ":", StringComparison.Ordinal), summary.Numbers[number]);
        }

        CellTable cells = new(plan.Cells.Keys.Count, [.. summary.Numbers.SkipLast(1).Select(static number => number.Unit), new NumberUnit(0, 1)]);
        await sources.ReadAsync(plan.Statements.Design(), ReadCells).ConfigureAwait(false);
        if (!hasWeights && cells.RowCount != summary.Complete)
        {
            throw Changed(model);
        }

        return new DesignSums(summary, cells, plan.Sql.Learned.Count > 0 && cells.RowCount < summary.Total
            ? await sources.IncompleteAsync().ConfigureAwait(false)
            : []);

        // The response, which is the last number, is apart.
        RowsSummary ReadSummary(DbDataReader reader)
        {
            reader.Read();
            NumberSummary[] read = [.. Enumerable.Range(0, numbers + (hasWeights ? 1 : 0)).Select(number => DatabaseReading.Number(reader, 2 + (4 * number)))];
            long complete = DatabaseReading.Whole(reader, 1);
            return new RowsSummary(DatabaseReading.Whole(reader, 0), complete, [.. read[..numbers], new NumberSummary(complete, 0, 0, 0)], new NumberSummary[plan.Cells.Covariates.Count], hasWeights ? read[^1] : null);
        }

        bool ReadCells(DbDataReader reader)
        {
            var design = new ResponseReading(reader, plan.Sql, firstKey: 0);
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                lock (cells)
                {
                    design.AddDesign(cells);
                    RefuseTooMany(cells.Count, plan, model, options);
                }
            }

            return true;
        }
    }

    /// <summary>The fault that the rows changed between two statements.</summary>
    public static ModelException Changed(string model) => new(model, LmmErrorCode.ContradictorySums, "the rows changed while they were summed; fit a snapshot, or when nobody writes.");

    private static ModelException OutOfRange(string model, string name, NumberSummary number) => new(model, LmmErrorCode.NotFinite, string.Create(
        CultureInfo.InvariantCulture,
        $"the values of {name}, from {number.Least:G6} to {number.Greatest:G6}, are so large or lie so close together that products of them leave the range of double numbers; multiply it by a power of ten in a query."));

    private static void RefuseTooMany(int cells, ManyResponsesPlan plan, string model, DatabaseOptions options)
    {
        if (cells > options.MaximumCells)
        {
            throw new ModelException(model, LmmErrorCode.TooLarge, string.Create(
                CultureInfo.InvariantCulture,
                $"rows make more than {options.MaximumCells} cells by {string.Join(", ", plan.Cells.KeyVariables.Select(static variable => variable.Name))}; take a factor or a transform of a number out of the formula, or raise DatabaseOptions.MaximumCells where the memory allows it."));
        }
    }
}
