using System.Data.Common;
using Lmm.Cells;

namespace Lmm.Databases;

/// <summary>Reads the sums of the design and of responses, a cell at a time.</summary>
/// <param name="reader">The reader of the statement's result.</param>
/// <param name="plan">How rows became cells.</param>
/// <param name="firstKey">The column of the first key.</param>
internal sealed class ResponseReading(DbDataReader reader, CellPlan plan, int firstKey)
{
    private readonly int _numbers = plan.Numbers.Count - 1;
    private readonly object[] _keys = new object[plan.Keys.Count];
    private readonly double[] _cellMeans = new double[plan.Numbers.Count];
    private readonly double[] _gaps = new double[plan.Numbers.Count];
    private readonly double[] _means = new double[plan.Numbers.Count];
    private readonly double[] _scatter = new double[plan.Numbers.Count * (plan.Numbers.Count + 1) / 2];

    /// <summary>Adds the current cell to those of the design; its response is nought.</summary>
    public void AddDesign(CellTable cells)
    {
        int place = ReadKeys();
        Array.Clear(_means);
        Array.Clear(_scatter);
        (long rows, double weight, double logWeight) = ReadSums(ref place, cells.Units, _numbers);
        cells.Add(_keys, rows, weight, logWeight, _means, _scatter, mayBeKnown: true);
    }

    /// <summary>Adds the current cell to those of each of some responses.</summary>
    /// <param name="responses">The cells of the responses.</param>
    /// <returns>False when the design has no such cell.</returns>
    public bool AddResponses(IReadOnlyList<CellTable> responses)
    {
        int place = ReadKeys();
        int cell = responses[0].Find(_keys);
        place++;
        int width = 2 + (plan.HasWeights ? 2 : 0) + _means.Length + _scatter.Length + _numbers;
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
        int place = firstKey;
        for (int key = 0; key < _keys.Length; key++)
        {
            _keys[key] = reader.GetValue(place++);
        }

        for (int number = 0; number < _numbers; number++)
        {
            _cellMeans[number] = reader.GetDouble(place++);
        }

        return place;
    }

    // Of the first numbers: means and products about them, in the units of the cells.
    private (long Rows, double Weight, double LogWeight) ReadSums(ref int place, IReadOnlyList<NumberUnit> units, int count)
    {
        long rows = DatabaseReading.Whole(reader, place++);
        (double weight, double logWeight) = plan.HasWeights ? (reader.GetDouble(place++), reader.GetDouble(place++)) : (rows, 0);
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
