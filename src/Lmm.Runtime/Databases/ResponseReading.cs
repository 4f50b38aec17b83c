using System.Data.Common;
using Lmm.Cells;

namespace Lmm.Databases;

/// <summary>Reads the sums of the design and of responses, a cell at a time.</summary>
/// <param name="reader">The reader of the statement's result.</param>
/// <param name="sql">How rows became cells, in the engine's language.</param>
/// <param name="firstKey">The column of the first key.</param>
internal sealed class ResponseReading(DbDataReader reader, SqlCells sql, int firstKey)
{
    private readonly bool _hasWeights = sql.Plan.HasWeights;
    private readonly int _numbers = sql.Plan.DesignNumbers;
    private readonly KeyReading _keys = new(reader, firstKey, sql.Keys.Count, sql.Dialect.HasTypedColumns);
    private readonly double[] _cellMeans = new double[sql.Numbers.Count];
    private readonly double[] _gaps = new double[sql.Numbers.Count];
    private readonly double[] _means = new double[sql.Numbers.Count];
    private readonly double[] _scatter = new double[sql.Numbers.Count * (sql.Numbers.Count + 1) / 2];

    /// <summary>Adds the current cell to those of the design; its response is nought.</summary>
    public void AddDesign(CellTable cells)
    {
        int place = ReadKeys();
        Array.Clear(_means);
        Array.Clear(_scatter);
        (long rows, double weight, double logWeight) = ReadSums(ref place, cells.Units, _numbers);
        cells.Add(_keys.Values, rows, weight, logWeight, _means, _scatter, mayBeKnown: true);
    }

    /// <summary>Adds the current cell to those of each of some responses.</summary>
    /// <param name="responses">The cells of the responses.</param>
    /// <returns>False when the design has no such cell.</returns>
    public bool AddResponses(IReadOnlyList<CellTable> responses)
    {
        int place = ReadKeys();
        int cell = responses[0].Find(_keys.Values);
        place++;
        int width = 2 + (_hasWeights ? 2 : 0) + _means.Length + _scatter.Length + _numbers;
        for (int response = 0; cell >= 0 && response < responses.Count; response++, place += width)
        {
            if (DatabaseReading.Whole(reader, place + 1) == 0)
            {
                continue;
            }

            int own = place;
            CellTable cells = responses[response];
            _cellMeans[_numbers] = reader.GetDouble(own++);
            (long rows, double weight, double logWeight) = ReadSums(ref own, cells.Units, _numbers + 1);
            cells.Put(cell, rows, weight, logWeight, _means, _scatter);
        }

        return cell >= 0;
    }

    private int ReadKeys()
    {
        int place = firstKey + _keys.Read().Length;
        for (int number = 0; number < _numbers; number++)
        {
            _cellMeans[number] = reader.GetDouble(place++);
        }

        return place;
    }

    // Of the first numbers: means and products about them, in the units of the cells.
    private (long Rows, double Weight, double LogWeight) ReadSums(ref int place, IReadOnlyList<NumberUnit> units, int count)
    {
        long rows = _keys.Count(place++);
        (double weight, double logWeight) = _hasWeights ? (reader.GetDouble(place++), reader.GetDouble(place++)) : (rows, 0);
        for (int number = 0; number < count; number++)
        {
            _gaps[number] = reader.GetDouble(place++) / weight;
            _means[number] = (_cellMeans[number] - units[number].Centre + _gaps[number]) * units[number].Scale;
        }

        int entry = 0;
        for (int second = 0; second < count; second++)
        {
            for (int first = 0; first <= second; first++, entry++)
            {
                _scatter[entry] = (reader.GetDouble(place++) - (weight * _gaps[first] * _gaps[second])) * units[first].Scale * units[second].Scale;
            }
        }

        for (int number = 0; number < _numbers; number++)
        {
            if (reader.GetDouble(place++) == 0)
            {
                ClearScatterOf(number);
            }
        }

        return (rows, weight, logWeight);
    }

    // A number that is constant in a cell is so exactly; sums of squares leave rounding of it.
    private void ClearScatterOf(int number)
    {
        for (int other = 0; other < _means.Length; other++)
        {
            (int first, int second) = number < other ? (number, other) : (other, number);
            _scatter[(second * (second + 1) / 2) + first] = 0;
        }
    }
}
