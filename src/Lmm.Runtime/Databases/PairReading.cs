using System.Data.Common;
using Lmm.Cells;
using Lmm.Design;

namespace Lmm.Databases;

/// <summary>Reads how the levels of two grouping factors meet, two levels at a time.</summary>
/// <param name="reader">The reader of the statement's result, as that of cells.</param>
/// <param name="sql">How rows became cells, in the engine's language; the keys are the factors.</param>
/// <param name="isFirstKeyFirst">Whether the first key is the first factor.</param>
/// <param name="pairs">Where the sums go.</param>
internal sealed class PairReading(DbDataReader reader, SqlCells sql, bool isFirstKeyFirst, PairSums pairs)
{
    private const int KeyCount = 2;

    private readonly KeyReading _keys = new(reader, first: 0, KeyCount, sql.Dialect.HasTypedColumns);
    private readonly LevelCodes _first = new(pairs.First.Levels);
    private readonly LevelCodes _second = new(pairs.Second.Levels);
    private readonly bool _hasWeights = sql.Plan.HasWeights;

    /// <summary>Adds the current pair, and returns the number of its rows; zero where a level is none of those that were read before.</summary>
    public long Add()
    {
        int first = _keys.Code(isFirstKeyFirst ? 0 : 1, _first);
        int second = _keys.Code(isFirstKeyFirst ? 1 : 0, _second);
        if (first < 0 || second < 0)
        {
            return 0;
        }

        int place = KeyCount;
        long rows = _keys.Count(place++);
        Span<double> sums = pairs.Add(first, second);
        sums[0] = _hasWeights ? reader.GetDouble(place) : rows;
        place += _hasWeights ? 2 : 0;
        for (int sum = 1; sum < sums.Length; sum++)
        {
            sums[sum] = reader.GetDouble(place++);
        }

        return rows;
    }
}
