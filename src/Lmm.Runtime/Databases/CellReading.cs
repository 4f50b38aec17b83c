using System.Data.Common;
using Lmm.Cells;

namespace Lmm.Databases;

/// <summary>Reads the rows of the second pass, a cell each.</summary>
/// <param name="reader">The reader of the statement's result.</param>
/// <param name="sql">How rows became cells, in the engine's language.</param>
/// <param name="aboutMeans">Whether the means of cells stand before the sums, and these are about them.</param>
/// <param name="products">Which products the statement returns, from the first to before the end.</param>
internal sealed class CellReading(DbDataReader reader, SqlCells sql, bool aboutMeans, (int First, int End) products)
{
    private readonly CellPlan _plan = sql.Plan;
    private readonly KeyReading _keys = new(reader, first: 0, sql.Keys.Count, sql.Dialect.HasTypedColumns);
    private readonly double[] _cellMeans = new double[sql.Numbers.Count];
    private readonly double[] _means = new double[sql.Numbers.Count];
    private readonly double[] _sums = new double[sql.Numbers.Count * (sql.Numbers.Count + 1) / 2];

    /// <summary>Adds the current cell with the first products, and returns the number of its rows.</summary>
    public long Add(CellTable cells, bool mayBeKnown)
    {
        CellKey[] keys = _keys.Read();
        int place = keys.Length;
        for (int number = 0; aboutMeans && number < _cellMeans.Length; number++)
        {
            _cellMeans[number] = reader.GetDouble(place++);
        }

        long rows = _keys.Count(place++);
        double weight = rows;
        double logWeight = 0;
        if (_plan.HasWeights)
        {
            weight = reader.GetDouble(place++);
            logWeight = reader.GetDouble(place++);
        }

        for (int number = 0; number < _means.Length; number++)
        {
            _means[number] = reader.GetDouble(place++) / weight;
        }

        ReadProducts(rows, weight, ref place);
        for (int number = 0; number < _means.Length; number++)
        {
            _means[number] += _cellMeans[number];
        }

        cells.Add(keys, rows, weight, logWeight, _means, _sums, mayBeKnown);
        return rows;
    }

    /// <summary>Puts further products of the current cell, which is known, beside the others.</summary>
    public void AddProducts(CellTable cells)
    {
        int cell = cells.Find(_keys.Read());
        if (cell < 0)
        {
            return;
        }

        // Sums about a cell's means have no means but for rounding.
        for (int number = 0; !aboutMeans && number < _means.Length; number++)
        {
            _means[number] = cells.MeanOf(cell, number);
        }

        int place = _keys.Values.Length;
        ReadProducts(cells.RowsOf(cell), cells.WeightOf(cell), ref place);
        cells.PutScatter(cell, products.First, _sums.AsSpan(products.First, products.End - products.First));
    }

    private void ReadProducts(long rows, double weight, ref int place)
    {
        int entry = 0;
        for (int second = 0; second < _means.Length; second++)
        {
            for (int first = 0; first <= second; first++, entry++)
            {
                if (products.First <= entry && entry < products.End)
                {
                    _sums[entry] = reader.GetDouble(place++) - (weight * _means[first] * _means[second]);
                }
            }
        }

        for (int number = 0; number < _plan.DesignNumbers; number++)
        {
            if (reader.GetDouble(place++) == 0)
            {
                ClearScatterOf(number);
            }
        }

        if (rows == 1)
        {
            // What sums of squares leave of a single row is rounding.
            Array.Clear(_sums);
        }
    }

    private void ClearScatterOf(int number)
    {
        for (int other = 0; other < _means.Length; other++)
        {
            (int first, int second) = number < other ? (number, other) : (other, number);
            _sums[(second * (second + 1) / 2) + first] = 0;
        }
    }
}
