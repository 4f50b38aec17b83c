using System.Data.Common;
using System.Globalization;
using System.Text;
using Lmm.Cells;
using Lmm.Formula.Binding;

namespace Lmm.Databases;

/// <summary>The combinations that the first rows have, by which a strategy is chosen before anything is summed.</summary>
/// <param name="Rows">The number of rows that were looked at and are complete.</param>
/// <param name="Cells">Their combinations of what is grouped by where numbers are summed.</param>
/// <param name="Compressed">Their combinations of all variables but the response.</param>
internal readonly record struct StrategyEstimate(long Rows, long Cells, long Compressed)
{
    private const int RowsLookedAt = 10_000;
    private const int MostCellsForOne = 2;
    private const int FewestRowsInCell = 4;

    /// <summary>The fewest rows of which sums are formed by pairs of grouping factors unasked.</summary>
    private const int FewestRowsForPairs = 1_000_000;

    /// <summary>The strategy that the combinations speak for, where pairs are no choice.</summary>
    public DatabaseStrategy Strategy(ModelSpec spec)
        => MayCompress(spec) && Rows > 0 && Compressed <= MostCellsForOne * Cells && Compressed * FewestRowsInCell <= Rows ? DatabaseStrategy.Compression : DatabaseStrategy.Sums;

    /// <summary>Whether the combinations speak for sums by pairs of grouping factors, where cells by all are a choice.</summary>
    /// <param name="complete">The number of complete rows.</param>
    public bool SpeaksForPairs(long complete) => complete >= FewestRowsForPairs && Cells * FewestRowsInCell > Rows;

    /// <summary>True when there is something to choose: numbers that are not grouped by anyway, or grouping factors that may cross.</summary>
    public static bool IsNeeded(ModelSpec spec) => spec.RandomTerms.Count > 0 && (MayCompress(spec) || CellMargin.Of(spec) is not null);

    /// <summary>True when there are numbers that are not grouped by anyway.</summary>
    public static bool MayCompress(ModelSpec spec) => CellPlan.Of(spec, sumsNumbers: true).Keys.Count < CellPlan.Of(spec, sumsNumbers: false).Keys.Count;

    /// <summary>The statement that counts the combinations: one row of the numbers of rows and of both combinations.</summary>
    public static string Statement(ModelSpec spec, SqlDialect dialect, string source)
    {
        SqlCells sums = new(CellPlan.Of(spec, sumsNumbers: true), spec, dialect);
        SqlCells compressed = new(CellPlan.Of(spec, sumsNumbers: false), spec, dialect);
        string[] fewer = [.. sums.Plan.Keys.Select(key => Name(compressed.Plan, key))];
        string[] all = [.. compressed.Plan.Keys.Select(key => Name(compressed.Plan, key))];
        return new StringBuilder("WITH lmm_first_rows AS (\n  ").Append(dialect.FirstRows(source, RowsLookedAt)).Append("),\nlmm_sample_rows AS (\n  SELECT ")
            .AppendJoin(", ", compressed.Keys.Zip(all, static (value, name) => $"{value} AS {name}")).Append("\n  FROM lmm_first_rows\n  WHERE ").AppendJoin(" AND ", compressed.Conditions)
            .Append(CultureInfo.InvariantCulture, $")\nSELECT (SELECT COUNT(*) FROM lmm_sample_rows) AS n,\n  (SELECT COUNT(*) FROM (SELECT DISTINCT {string.Join(", ", fewer)} FROM lmm_sample_rows) AS by_factors) AS cells,\n  ")
            .Append(CultureInfo.InvariantCulture, $"(SELECT COUNT(*) FROM (SELECT DISTINCT {string.Join(", ", all)} FROM lmm_sample_rows) AS by_all) AS compressed").ToString();

        static string Name(CellPlan plan, int key) => string.Create(CultureInfo.InvariantCulture, $"k{plan.Keys.Index().First(known => known.Item == key).Index + 1}");
    }

    /// <summary>Reads the result of the statement.</summary>
    public static StrategyEstimate Read(DbDataReader reader)
    {
        reader.Read();
        return new StrategyEstimate(DatabaseReading.Whole(reader, 0), DatabaseReading.Whole(reader, 1), DatabaseReading.Whole(reader, 2));
    }

    /// <summary>The estimate of two sources together.</summary>
    public static StrategyEstimate Join(StrategyEstimate first, StrategyEstimate second) => new(first.Rows + second.Rows, first.Cells + second.Cells, first.Compressed + second.Compressed);

    /// <summary>The estimate in a sentence.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"the first {Rows} rows have {Cells} combinations of what is grouped by, and {Compressed} with numbers");
}
